namespace Yuekao.App.Records;

/// <summary>When somebody joined a cohort, and left it, in their file: read where it stands. One storage call.</summary>
public sealed class FiledCohorts(CohortStore cohorts) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Cohort;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) =>
    [
        .. (await cohorts.ListAsync(asked.County, after: null, int.MaxValue, cancellation))
            .SelectMany(cohort => cohort.Members.Where(member => member.Person == asked.Person), Entries).SelectMany(entries => entries),
    ];

    private static IEnumerable<FileEntry> Entries(Cohort cohort, CohortMember member)
    {
        CohortJoining joined = member.Joined;
        yield return FileEntry.Of(
            member.Person, member.JoinedOn, new CohortContent(cohort.Id, cohort.Title) { Scheme = joined.Scheme, Period = joined.Period, Reason = joined.Reason },
            [cohort.Id.Value, "joined"], cohort.Resource, joined.At, new AuditActor(joined.By, joined.ByName, Roles: ""));
        if (member.Left is { } left)
        {
            yield return FileEntry.Of(
                member.Person, left.On, new CohortContent(cohort.Id, cohort.Title) { Left = left.Reason, Reason = left.Note }, [cohort.Id.Value, "left"], cohort.Resource, left.At,
                new AuditActor(left.By, left.ByName, Roles: ""));
        }
    }
}
