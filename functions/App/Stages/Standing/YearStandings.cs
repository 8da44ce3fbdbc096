namespace Yuekao.App.Stages.Standing;

/// <summary>
/// The published results of a year, added up. A subject who moved has results in several townships, which count together; it stands with its latest township. They are added
/// up once for each publication, and each correction that changes a grade; the lists that come of it are kept as documents. So a page reads one township's list, or that of
/// the eligible, whatever else the county has recorded.
/// </summary>
public sealed class YearStandings(CycleContexts contexts, RecordedResults results, DocumentBlobs blobs)
{
    private const string Eligible = "eligible";

    /// <summary>The standings of a township of the latest cycle, by subject.</summary>
    public Task<IReadOnlyList<StandingView>> OfTownshipAsync(PublishedYear year, TownshipId township, CancellationToken cancellation) =>
        ListAsync(year, NameOf(township), cancellation);

    /// <summary>The county's eligible, by subject.</summary>
    public Task<IReadOnlyList<StandingView>> EligibleAsync(PublishedYear year, CancellationToken cancellation) => ListAsync(year, Eligible, cancellation);

    /// <summary>One subject's standing, whichever townships it was in: one query. Null where nothing of it is published.</summary>
    public async Task<StandingView?> FindAsync(PublishedYear year, SubjectId subject, CancellationToken cancellation)
    {
        CycleKey key = year.Latest.Key;
        return (await EvaluateAsync(year, await results.OfSubjectAsync(key.County, key.Scheme, key.Period.Year, subject, cancellation), cancellation)).SingleOrDefault();
    }

    private async Task<IReadOnlyList<StandingView>> ListAsync(PublishedYear year, string list, CancellationToken cancellation)
    {
        string folder = FolderOf(year);
        return (await blobs.FindAsync<StandingList>(PathOf(folder, list), cancellation) ?? (await AddUpAsync(year, folder, cancellation))[list]).Standings;
    }

    // Boards follow corrections: what is read here is never older than what the boards say.
    private async Task<IReadOnlyDictionary<string, StandingList>> AddUpAsync(PublishedYear year, string folder, CancellationToken cancellation)
    {
        CycleKey key = year.Latest.Key;
        IReadOnlyList<StandingView> all = await EvaluateAsync(year, await results.OfYearAsync(key.County, key.Scheme, key.Period.Year, cancellation), cancellation);
        ILookup<TownshipId, StandingView> townships = all.ToLookup(one => one.Subject.Township);
        Dictionary<string, StandingList> lists = year.Latest.Frozen.Townships.ToDictionary(township => NameOf(township.Id), township => new StandingList([.. townships[township.Id]]));
        lists.Add(Eligible, new StandingList([.. all.Where(one => one.Status == StandingStatus.Eligible)]));
        await Task.WhenAll(lists.Select(list => blobs.WriteOnceAsync(PathOf(folder, list.Key), list.Value, cancellation)));
        return lists;
    }

    private async Task<IReadOnlyList<StandingView>> EvaluateAsync(PublishedYear year, IReadOnlyList<ResultHistory> recorded, CancellationToken cancellation)
    {
        var standings = new List<StandingView>();
        IEnumerable<RecordedResult> published = recorded.Select(one => one.Current).Where(result => year.Cycles.ContainsKey(result.Period));
        foreach (IGrouping<SubjectId, RecordedResult> subject in published.GroupBy(result => result.Subject))
        {
            RecordedResult[] inOrder = [.. subject.OrderBy(result => result.Period.Number)];
            PeriodGrade[] periods = [.. inOrder.Select(result => new PeriodGrade(result.Period, result.Grade))];
            CycleContext last = await contexts.RequireAsync(year.Cycles[inOrder[^1].Period].Key, cancellation);
            Assessment.Standings.Standing standing = YearStanding.Evaluate(year.Latest.Scheme, subject.Key, periods, year.Through);
            PeriodOutcome[] outcomes = [.. periods.Select(one => new PeriodOutcome(one.Period, one.Grade))];
            SubjectLabel label = SubjectLabel.Of(last, subject.Key);
            standings.Add(new StandingView(
                label, standing.Year, year.Through, standing.Status, [.. standing.Reasons], standing.Rules, outcomes, standing.NotAssessed));
        }

        return standings;
    }

    private static string FolderOf(PublishedYear year)
    {
        CycleKey key = year.Latest.Key;
        Digest published = Digest.OfJson(year.Cycles.Values.Select(cycle => cycle.Key).OrderBy(one => one.Period.Number).Select(one => $"{one.Run}.{year.Cycles[one.Period].BoardRevision}"));
        return $"{key.County}/{key.Scheme}/{key.Period.Year}/standings/{published}";
    }

    private static string NameOf(TownshipId township) => $"townships/{township}";
    private static string PathOf(string folder, string list) => $"{folder}/{list}.json";
}

/// <summary>Standings as they are kept, by subject.</summary>
public sealed record StandingList(IReadOnlyList<StandingView> Standings);
