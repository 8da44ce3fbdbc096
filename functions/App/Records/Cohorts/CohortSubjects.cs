namespace Yuekao.App.Records;

/// <summary>Whom a scheme of a cohort assesses, of all who hold the posts it is about.</summary>
internal static class CohortSubjects
{
    /// <summary>
    /// Only those who belong to the scheme's cohort in a period, long enough to be assessed at all; everybody where it has none. Who leaves after the cycle froze stays in it, and is
    /// assessed, or not, by the days in post.
    /// </summary>
    public static async Task<IReadOnlyList<PeriodService>> OnlyAsync(
        this CohortStore cohorts, CountyId county, SchemeDocument scheme, Period period, IReadOnlyList<PeriodService> services, CancellationToken cancellation)
    {
        if (scheme.Cohort is not { } cohort)
            return services;
        IReadOnlySet<SubjectId> members = await cohorts.OfPeriodAsync(county, cohort, period, scheme.NotAssessed?.MinimumDays ?? 0, cancellation);
        return [.. services.Where(service => members.Contains(service.Main.Posting.Cadre))];
    }
}
