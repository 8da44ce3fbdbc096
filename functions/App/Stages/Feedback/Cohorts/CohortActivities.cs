namespace Yuekao.App.Stages.Feedback;

/// <param name="Joined">How many joined the cohort.</param>
/// <param name="WithoutPlace">Who was selected and found no place, by rank; their names stand beside it, for people.</param>
public sealed record CohortFilling(int Joined, IReadOnlyList<SubjectId> WithoutPlace, string? Names = null);

/// <summary>Has those whom a sealed ranking selected join the scheme's cohort: the results as they are by then, corrections after appeals included.</summary>
public sealed class CohortActivities(
    CohortStore cohorts, RecordedResults recorded, CycleContexts contexts, CycleStore cycles, IDevelopmentWatch watch, AuditTrail audit)
{
    /// <summary>Fills the cohort; where the county has not opened it, it takes as many as the scheme selects. Again: what joined stays, and who left since stays out.</summary>
    [Function(nameof(FillCohort))]
    public async Task<CohortFilling> FillCohort([ActivityTrigger] CycleKey key, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        DateTimeOffset at = (await cycles.RequireAsync(key, cancellation)).SealedAt ?? throw new InvalidOperationException($"The cycle {key} is not sealed.");
        IReadOnlyList<ResultHistory> results = await recorded.OfCycleAsync(context, context.Frozen.Townships.Select(township => township.Id), cancellation);
        CohortMember[] selected = [.. results.Select(history => history.Current).Where(result => result.Selected).OrderBy(result => result.Rank).Select(result => MemberOf(context, result, at))];
        Cohort filled = await FillAsync(context, at, selected, cancellation);
        await watch.WatchAsync(client, key.County, cancellation);

        CohortSelection selection = filled.Selections.Single(one => (one.Scheme, one.Period) == (key.Scheme, key.Period));
        string names = string.Join('、', selection.WithoutPlace.Select(one => one.Name));
        return new CohortFilling(selection.Joined, [.. selection.WithoutPlace.Select(one => one.Person)], names.Length == 0 ? null : names);
    }

    private async Task<Cohort> FillAsync(CycleContext context, DateTimeOffset at, CohortMember[] selected, CancellationToken cancellation)
    {
        CycleKey key = context.Key;
        var ranking = (RankingGrading)context.Scheme.Document.Grading;
        while (true)
        {
            Cohort? before = await cohorts.FindAsync(key.County, ranking.Cohort!.Value, revision: null, cancellation);
            Cohort next = (before ?? Opened(context.Scheme.Document, ranking)).Fill(key.Scheme, key.Period, at, selected);
            if (ReferenceEquals(before, next))
                return next;
            var entry = new AuditEntry(key.County.Value, key.Actor, nameof(FillCohort), next.Resource, before is null ? null : Digest.OfJson(before), Digest.OfJson(next));
            if (await audit.RecordAsync(entry, stop => cohorts.TryWriteAsync(key.County, next, stop), cancellation))
                return next;
        }
    }

    private static Cohort Opened(SchemeDocument scheme, RankingGrading ranking) =>
        new() { Id = ranking.Cohort!.Value, Title = scheme.Title, Capacity = Math.Min(Cohort.MostPlaces, ranking.Selects!.Value), Revision = 0 };

    private static CohortMember MemberOf(CycleContext context, RecordedResult result, DateTimeOffset at)
    {
        var label = SubjectLabel.Of(context, result.Subject);
        var joined = new CohortJoining(at, context.Key.Actor.Id, context.Key.Actor.Name) { Scheme = context.Key.Scheme, Period = context.Key.Period, Rank = result.Rank };
        return new CohortMember(result.Subject, label.Name, label.Township, CountyDays.Of(at), joined) { Village = label.Village };
    }
}
