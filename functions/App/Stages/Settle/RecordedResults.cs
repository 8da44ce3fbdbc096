namespace Yuekao.App.Stages.Settle;

/// <summary>
/// The recorded results. Partition <c>county|scheme|year|township</c>: what is rolled up together. Row <c>subject|period</c> for a first result,
/// <c>subject|period|r2</c> and so on for those that supersede it. Rows are added and never changed.
/// </summary>
public sealed class RecordedResults(TableServiceClient tables)
{
    public const string Table = "Results";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<RecordedResult> rows = new(tables.GetTableClient(Table), (row, result) => row[nameof(result.Period)] = result.Period.Value);

    /// <summary>Records the first results of a pool, in batches; what is recorded already stays as it is.</summary>
    internal async Task<int> RecordAsync(CycleKey key, IReadOnlyList<RecordedResult> first, CancellationToken cancellation)
    {
        await Task.WhenAll(first.GroupBy(result => PartitionOf(key, result.Township))
            .Select(township => table.AddMissingAsync(township.Select(result => rows.Add(township.Key, RowOf(result), result)), cancellation)));
        return first.Count;
    }

    internal Task<bool> SupersedeAsync(CycleKey key, RecordedResult next, CancellationToken cancellation) =>
        rows.TryAddAsync(PartitionOf(key, next.Township), RowOf(next), next, cancellation);

    /// <summary>What is recorded of one subject in a cycle; null where nothing is.</summary>
    public async Task<ResultHistory?> FindAsync(CycleContext context, SubjectId subject, CancellationToken cancellation)
    {
        if (!context.TryFind(subject, out FrozenTownship? township, out _))
            return null;
        string row = $"{subject}|{context.Key.Period}";
        // '}' is the character after the '|' that ends a key's part.
        return (await QueryAsync($"PartitionKey eq {PartitionOf(context.Key, township.Id)} and RowKey ge {row} and RowKey lt {row + '}'}", cancellation)).SingleOrDefault();
    }

    /// <summary>What is recorded of a township in a cycle, in roster order.</summary>
    public async Task<IReadOnlyList<ResultHistory>> OfCycleAsync(CycleContext context, TownshipId township, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> found = await QueryAsync($"PartitionKey eq {PartitionOf(context.Key, township)} and Period eq {context.Key.Period.Value}", cancellation);
        Dictionary<SubjectId, ResultHistory> recorded = found.ToDictionary(one => one.First.Subject);
        return [.. context.RequireTownship(township).Subjects.Select(subject => recorded.GetValueOrDefault(subject.Entry.Subject)).OfType<ResultHistory>()];
    }

    /// <summary>What is recorded of some townships in a cycle, in their order and then in roster order.</summary>
    public async Task<IReadOnlyList<ResultHistory>> OfCycleAsync(CycleContext context, IEnumerable<TownshipId> townships, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(townships.Select(township => OfCycleAsync(context, township, cancellation)))).SelectMany(one => one)];

    /// <summary>What is recorded of a whole county in a year: all of its townships' partitions in one range.</summary>
    public Task<IReadOnlyList<ResultHistory>> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation)
    {
        string partition = $"{county}|{scheme}|{year}";
        return QueryAsync($"PartitionKey ge {partition + '|'} and PartitionKey lt {partition + '}'}", cancellation);
    }

    /// <summary>What is recorded of one subject in a year, whichever townships it was in.</summary>
    public Task<IReadOnlyList<ResultHistory>> OfSubjectAsync(CountyId county, SchemeId scheme, int year, SubjectId subject, CancellationToken cancellation)
    {
        string partition = $"{county}|{scheme}|{year}";
        return QueryAsync($"PartitionKey ge {partition + '|'} and PartitionKey lt {partition + '}'} and RowKey ge {$"{subject}|"} and RowKey lt {$"{subject}}}"}", cancellation);
    }

    /// <summary>What is recorded of one subject in a year, in one township that it was in: one partition.</summary>
    internal Task<IReadOnlyList<ResultHistory>> OfSubjectAsync(CountyId county, SchemeId scheme, int year, TownshipId township, SubjectId subject, CancellationToken cancellation) =>
        QueryAsync($"PartitionKey eq {Partition(county, scheme, year, township)} and RowKey ge {$"{subject}|"} and RowKey lt {$"{subject}}}"}", cancellation);

    /// <summary>
    /// The decided grades that "so many periods running" may look back on: those of a cycle's year and of the year before, of the whole county, for people move. None, and
    /// no storage call, where no consequence of the scheme looks back.
    /// </summary>
    public async Task<IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>>> HistoryAsync(CycleContext context, CancellationToken cancellation)
    {
        (CycleKey key, DateOnly first) = (context.Key, context.Key.Period.FirstDay);
        if (!context.Scheme.Document.Consequences.Any(consequence => consequence.When is GradeTrigger { Running: > 1 }))
            return new Dictionary<SubjectId, IReadOnlyList<PeriodGrade>>();
        IReadOnlyList<ResultHistory>[] years = await Task.WhenAll(
            new[] { key.Period.Year - 1, key.Period.Year }.Select(year => OfYearAsync(key.County, key.Scheme, year, cancellation)));
        return years.SelectMany(year => year).Select(history => history.Current).Where(result => result.Period.FirstDay < first).GroupBy(result => result.Subject).ToDictionary(
            subject => subject.Key,
            subject => (IReadOnlyList<PeriodGrade>)[.. subject.OrderBy(result => result.Period.FirstDay).Select(result => new PeriodGrade(result.Period, result.Grade))]);
    }

    /// <summary>What is recorded of some townships before a period, in its year and in the year before.</summary>
    public async Task<IReadOnlyList<ResultHistory>> BeforeAsync(
        CountyId county, SchemeId scheme, IReadOnlyList<TownshipId> townships, Period before, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory>[] found = await Task.WhenAll(
            from township in townships
            from year in new[] { before.Year - 1, before.Year }
            select QueryAsync($"PartitionKey eq {Partition(county, scheme, year, township)} and Period lt {before.Value}", cancellation));
        return [.. found.SelectMany(histories => histories)];
    }

    private async Task<IReadOnlyList<ResultHistory>> QueryAsync(FormattableString filter, CancellationToken cancellation) =>
    [
        .. (await rows.ListAsync(filter, cancellation)).GroupBy(row => (row.Subject, row.Period))
            .OrderBy(group => group.Key.Subject.Value, StringComparer.Ordinal).ThenBy(group => group.Key.Period.FirstDay)
            .Select(group => new ResultHistory([.. group.OrderBy(row => row.Revision)])),
    ];

    private static string RowOf(RecordedResult result) => result.Revision == 1 ? $"{result.Subject}|{result.Period}" : $"{result.Subject}|{result.Period}|r{result.Revision}";
    private static string PartitionOf(CycleKey key, TownshipId township) => Partition(key.County, key.Scheme, key.Period.Year, township);
    private static string Partition(CountyId county, SchemeId scheme, int year, TownshipId township) => $"{county}|{scheme}|{year}|{township}";
}
