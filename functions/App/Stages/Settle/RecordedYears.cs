namespace Yuekao.App.Stages.Settle;

/// <summary>A year's grades and places as they are recorded. Storage calls: one for the cycles, one for the results, and the scheme's.</summary>
public sealed class RecordedYears(CycleStore cycles, CycleSchemes schemes, RecordedResults results) : IYearGrades
{
    public async Task<YearGrades?> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation)
    {
        IReadOnlyList<CycleRecord> ofYear = await cycles.OfYearAsync(county, scheme, year, cancellation);
        if (ofYear.Any(cycle => cycle.Phase is not (CyclePhase.Sealed or CyclePhase.Cancelled)))
            return null;
        if (ofYear.LastOrDefault(cycle => cycle.Phase == CyclePhase.Sealed) is not { } latest)
            return new YearGrades(Scheme: null, new Dictionary<SubjectId, IReadOnlyList<PeriodResult>>());
        (Scheme last, _) = await schemes.FindAsync(latest.Key, latest.SchemeVersion, cancellation) ?? throw new InvalidOperationException($"The scheme of {latest.Key} is missing.");
        IReadOnlyList<ResultHistory> recorded = await results.OfYearAsync(county, scheme, year, cancellation);
        return new YearGrades(last, recorded.Select(history => history.Current).GroupBy(result => result.Subject).ToDictionary(
            subject => subject.Key,
            subject => (IReadOnlyList<PeriodResult>)[.. subject.OrderBy(result => result.Period.Number).Select(result => new PeriodResult(result.Period, result.Kind, result.Grade, result.Rank))]));
    }
}
