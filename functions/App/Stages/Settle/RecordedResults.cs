using Azure;

namespace Yuekao.App.Stages.Settle;

/// <summary>
/// The recorded results. Partition <c>county|scheme|year|township</c>: what is rolled up together. Row <c>subject|period</c> for a first result,
/// <c>subject|period|r2</c> and so on for those that supersede it. Rows are added and never changed.
/// </summary>
public sealed class ResultStore(TableServiceClient tables)
{
    /// <summary>The table.</summary>
    public const string Table = "Results";

    private const int LargestBatch = 100;

    private readonly TableClient table = tables.GetTableClient(Table);

    /// <summary>Records the first results of a pool, in batches; what is recorded already stays as it is.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> RecordAsync(CycleContext context, Pool pool, PoolResult result, CancellationToken cancellation)
    {
        ILookup<TownshipId, RecordedResult> results = ResultRecords.Of(context.Key, result).ToLookup(one => one.Township);
        await Task.WhenAll(pool.Townships.Select(township => AddAsync(PartitionOf(context.Key, township.Id), [.. results[township.Id]], cancellation)));
        return results.Sum(township => township.Count());
    }

    /// <summary>Adds the next revision of a result where an appeal changed anything, once.</summary>
    /// <returns>What is recorded now.</returns>
    /// <exception cref="InvalidOperationException">The appellant has no result yet.</exception>
    public async Task<ResultHistory> SupersedeAsync(CycleContext context, AppealOutcome outcome, CancellationToken cancellation)
    {
        ResultHistory history = await RequireAsync(context, outcome.Subject, cancellation);
        if (ResultRecords.After(context, history, outcome) is not { } next)
            return history;
        try
        {
            await table.AddEntityAsync(ResultEntity.Of(PartitionOf(context.Key, next.Township), next), cancellation);
            return new ResultHistory([.. history.Revisions, next]);
        }
        catch (RequestFailedException there) when (there.Status == StatusCodes.Status409Conflict)
        {
            return await RequireAsync(context, outcome.Subject, cancellation);
        }
    }

    /// <summary>What is recorded of one subject in a cycle; null where nothing is.</summary>
    public async Task<ResultHistory?> FindAsync(CycleContext context, SubjectId subject, CancellationToken cancellation)
    {
        if (!context.TryFind(subject, out FrozenTownship? township, out _))
            return null;
        string row = $"{subject}|{context.Key.Period}";
        // '}' is the character after the '|' that ends a key's part.
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(context.Key, township.Id)} and RowKey ge {row} and RowKey lt {row + '}'}");
        return (await QueryAsync(filter, cancellation)).SingleOrDefault();
    }

    /// <summary>What is recorded of a township in a cycle, in roster order.</summary>
    public async Task<IReadOnlyList<ResultHistory>> OfCycleAsync(CycleContext context, TownshipId township, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(context.Key, township)} and Period eq {context.Key.Period.Value}");
        Dictionary<SubjectId, ResultHistory> recorded = (await QueryAsync(filter, cancellation)).ToDictionary(one => one.First.Subject);
        return [.. context.RequireTownship(township).Subjects.Select(subject => recorded.GetValueOrDefault(subject.Entry.Subject)).OfType<ResultHistory>()];
    }

    /// <summary>What is recorded of a township in a year, by subject and then by period.</summary>
    public Task<IReadOnlyList<ResultHistory>> OfYearAsync(CountyId county, SchemeId scheme, int year, TownshipId township, CancellationToken cancellation) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, scheme, year, township)}"), cancellation);

    /// <summary>What is recorded of a whole county in a year: all of its townships' partitions in one range.</summary>
    public Task<IReadOnlyList<ResultHistory>> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation) =>
        QueryAsync(YearFilter(county, scheme, year), cancellation);

    /// <summary>What is recorded of one subject in a year, whichever townships it was in.</summary>
    public Task<IReadOnlyList<ResultHistory>> OfSubjectAsync(CountyId county, SchemeId scheme, int year, SubjectId subject, CancellationToken cancellation) =>
        QueryAsync($"{YearFilter(county, scheme, year)} and {TableClient.CreateQueryFilter($"RowKey ge {$"{subject}|"} and RowKey lt {$"{subject}}}"}")}", cancellation);

    /// <summary>The decided grades before a period that "so many periods running" may look back on: those of its year and of the year before.</summary>
    /// <param name="county">The county.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="townships">The townships whose subjects are asked about.</param>
    /// <param name="before">Only earlier periods.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The grades of everybody who has any, by period.</returns>
    public async Task<IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>>> HistoryAsync(
        CountyId county, SchemeId scheme, IReadOnlyList<TownshipId> townships, Period before, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory>[] found = await Task.WhenAll(
            from township in townships
            from year in new[] { before.Year - 1, before.Year }
            select QueryAsync(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, scheme, year, township)} and Period lt {before.Value}"), cancellation));
        return found.SelectMany(histories => histories).Select(history => history.Current).GroupBy(result => result.Subject).ToDictionary(
            subject => subject.Key,
            subject => (IReadOnlyList<PeriodGrade>)[.. subject.OrderBy(result => result.Period.FirstDay).Select(result => new PeriodGrade(result.Period, result.Grade))]);
    }

    private async Task<ResultHistory> RequireAsync(CycleContext context, SubjectId subject, CancellationToken cancellation) =>
        await FindAsync(context, subject, cancellation) ?? throw new InvalidOperationException($"The cycle {context.Key} has no result of '{subject}'.");

    // Batches are cut the same way each time: one that meets a row of its own was written as a whole before.
    private async Task AddAsync(string partition, IReadOnlyList<RecordedResult> results, CancellationToken cancellation)
    {
        foreach (RecordedResult[] batch in results.Chunk(LargestBatch))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    batch.Select(result => new TableTransactionAction(TableTransactionActionType.Add, ResultEntity.Of(partition, result))), cancellation);
            }
            catch (TableTransactionFailedException there) when (there.Status == StatusCodes.Status409Conflict)
            {
            }
        }
    }

    private async Task<IReadOnlyList<ResultHistory>> QueryAsync(string filter, CancellationToken cancellation)
    {
        List<RecordedResult> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(ResultEntity.Read).ToListAsync(cancellation);
        return
        [
            .. rows.GroupBy(row => (row.Subject, row.Period))
                .OrderBy(group => group.Key.Subject.Value, StringComparer.Ordinal).ThenBy(group => group.Key.Period.FirstDay)
                .Select(group => new ResultHistory([.. group.OrderBy(row => row.Revision)])),
        ];
    }

    private static string YearFilter(CountyId county, SchemeId scheme, int year) =>
        TableClient.CreateQueryFilter($"PartitionKey ge {$"{county}|{scheme}|{year}|"} and PartitionKey lt {$"{county}|{scheme}|{year}}}"}");

    private static string PartitionOf(CycleKey key, TownshipId township) => Partition(key.County, key.Scheme, key.Period.Year, township);

    private static string Partition(CountyId county, SchemeId scheme, int year, TownshipId township) => $"{county}|{scheme}|{year}|{township}";
}
