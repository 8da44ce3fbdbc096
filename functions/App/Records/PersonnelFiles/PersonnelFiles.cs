namespace Yuekao.App.Records;

/// <summary>
/// The personnel files (干部档案) of all counties: what was appended here, and what stands elsewhere and is read from there. Rows are added and never changed.
/// Partition <c>county</c>: a person's own entries are one range, and what a day brings to everybody's is written in batches. Rows: <c>person|id</c> for an entry,
/// <c>~by|person|id</c> for what supersedes one, <c>~roster|township</c> for the version up to which the files follow a township's roster.
/// </summary>
public sealed class PersonnelFiles(TableServiceClient tables, IEnumerable<IFileSource> sources)
{
    public const string Table = "PersonnelFiles";

    private const string By = "By";
    private const string Version = "Version";
    private const string ByPrefix = "~by|";
    private const string RosterPrefix = "~roster|";

    // A query takes fifteen comparisons.
    private const int PeopleAtOnce = 7;

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<FileEntry> rows = new(tables.GetTableClient(Table));

    /// <summary>
    /// Appends entries, of any people: what other parts of the county feed the files by. The same entries again change nothing, for their ids are made of what they follow from:
    /// who was cut off does all of it again. Storage calls: one for each 100 entries, or for each 50 where some supersede.
    /// </summary>
    public async Task AppendAsync(CountyId county, IReadOnlyList<FileEntry> entries, CancellationToken cancellation)
    {
        int rowsOfEach = entries.Any(entry => entry.Supersedes is not null) ? 2 : 1;
        foreach (FileEntry[] batch in entries.Chunk(TableTransactions.Largest / rowsOfEach))
            await table.SubmitTransactionAsync(batch.SelectMany(entry => RowsOf(county, entry)).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellation);
    }

    /// <summary>Appends an entry in the place of another; false where that one was superseded before.</summary>
    internal Task<bool> TryCorrectAsync(CountyId county, FileEntry next, CancellationToken cancellation) =>
        table.TryWriteAsync([.. RowsOf(county, next).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))], cancellation);

    /// <summary>A person's file, by day, with what is superseded.</summary>
    public async Task<IReadOnlyList<FileEntry>> ReadAsync(CountyId county, SubjectId person, FileFilter filter, CancellationToken cancellation)
    {
        Task<IReadOnlyList<FileEntry>> reading = OwnAsync(county, person, cancellation);
        Task<Dictionary<string, string>> superseding = SupersededAsync(county, person, cancellation);
        IReadOnlyList<FileEntry> own = await reading;
        var asked = new FileQuestion(county, person, filter, [.. own.Select(entry => entry.Content).OfType<PostingContent>().Select(posting => posting.Township).Distinct()]);
        IReadOnlyList<FileEntry>[] elsewhere =
            await Task.WhenAll(sources.Where(source => (filter.Kind ?? source.Kind) == source.Kind).Select(source => source.OfAsync(asked, cancellation)));
        Dictionary<string, string> superseded = await superseding;
        return
        [
            .. elsewhere.SelectMany(entries => entries).Concat(own).Where(filter.Takes)
                .Select(entry => entry with { SupersededBy = superseded.GetValueOrDefault(entry.Id) ?? entry.SupersededBy })
                .OrderBy(entry => entry.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Null where the file has no such entry.</summary>
    public async Task<FileEntry?> FindAsync(CountyId county, SubjectId person, string id, CancellationToken cancellation) =>
        FileEntryIds.DayOf(id) is { } on ? (await ReadAsync(county, person, new FileFilter(From: on, To: on), cancellation)).FirstOrDefault(entry => entry.Id == id) : null;

    /// <summary>The postings that a person's file has now, the earliest first, each with the entry that holds in its place: itself, or what superseded it last.</summary>
    internal async Task<IReadOnlyList<HeldPosting>> PostingsAsync(CountyId county, SubjectId person, CancellationToken cancellation) =>
        [.. (await PostingsAsync(county, [person], cancellation))[person]];

    /// <summary>The same of several people: two storage calls for each seven of them.</summary>
    internal async Task<ILookup<SubjectId, HeldPosting>> PostingsAsync(CountyId county, IEnumerable<SubjectId> people, CancellationToken cancellation)
    {
        HeldPosting[][] found = await Task.WhenAll(people.Distinct().Chunk(PeopleAtOnce).Select(some => HeldAsync(county, some, cancellation)));
        return found.SelectMany(one => one).ToLookup(one => one.Posting.Person);
    }

    private async Task<HeldPosting[]> HeldAsync(CountyId county, IReadOnlyList<SubjectId> people, CancellationToken cancellation)
    {
        Task<List<TableEntity>> reading = QueryAsync(county, people.Select(person => $"{person}|"), cancellation);
        Dictionary<string, string> superseded = (await QueryAsync(county, people.Select(person => $"{ByPrefix}{person}|"), cancellation))
            .ToDictionary(row => row.RowKey[ByPrefix.Length..], row => row.GetString(By));
        Dictionary<string, FileEntry> own = (await reading).ToDictionary(row => row.RowKey, Rows<FileEntry>.Read);
        return [.. own.Values.Where(entry => entry.Content is PostingContent).Select(HeldOf)];

        // Who puts an entry right gives a reason; a roster's next version gives none.
        HeldPosting HeldOf(FileEntry entry)
        {
            List<FileEntry> chain = ChainOf(entry);
            return new HeldPosting(entry, chain[^1], chain.Last(one => one.Reason is null));
        }

        // Two who followed a roster at once may each have put theirs in the other's place: what was recorded last holds.
        List<FileEntry> ChainOf(FileEntry entry)
        {
            var chain = new List<FileEntry> { entry };
            while (superseded.TryGetValue($"{entry.Person}|{chain[^1].Id}", out string? by))
            {
                if (chain.Any(one => one.Id == by))
                    return [.. chain.OrderBy(one => one.At)];
                chain.Add(own[$"{entry.Person}|{by}"]);
            }

            return chain;
        }
    }

    /// <summary>Up to which version the files follow each township's roster: one storage call.</summary>
    internal async Task<IReadOnlyDictionary<TownshipId, int>> FollowedAsync(CountyId county, CancellationToken cancellation)
    {
        List<TableEntity> marks = await QueryAsync(county, [RosterPrefix], cancellation);
        return marks.ToDictionary(mark => TownshipId.Of(mark.RowKey[RosterPrefix.Length..]), mark => mark.GetInt32(Version)!.Value);
    }

    internal Task FollowAsync(CountyId county, TownshipId township, int version, CancellationToken cancellation) =>
        table.UpsertEntityAsync(new TableEntity(county.Value, $"{RosterPrefix}{township}") { [Version] = version }, TableUpdateMode.Replace, cancellation);

    private async Task<IReadOnlyList<FileEntry>> OwnAsync(CountyId county, SubjectId person, CancellationToken cancellation) =>
        [.. (await QueryAsync(county, [$"{person}|"], cancellation)).Select(Rows<FileEntry>.Read)];

    private async Task<Dictionary<string, string>> SupersededAsync(CountyId county, SubjectId person, CancellationToken cancellation)
    {
        string prefix = $"{ByPrefix}{person}|";
        return (await QueryAsync(county, [prefix], cancellation)).ToDictionary(row => row.RowKey[prefix.Length..], row => row.GetString(By));
    }

    private Task<List<TableEntity>> QueryAsync(CountyId county, IEnumerable<string> prefixes, CancellationToken cancellation)
    {
        // '~~' is behind whatever an id, of a township or an entry, begins with.
        IEnumerable<string> ranges = prefixes.Select(prefix => TableClient.CreateQueryFilter($"(RowKey ge {prefix} and RowKey lt {prefix + "~~"})"));
        string filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {county.Value}")} and ({string.Join(" or ", ranges)})";
        return table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation).AsTask();
    }

    private IEnumerable<TableEntity> RowsOf(CountyId county, FileEntry entry)
    {
        yield return rows.Entity(county.Value, $"{entry.Person}|{entry.Id}", entry);
        if (entry.Supersedes is { } other)
            yield return new TableEntity(county.Value, $"{ByPrefix}{entry.Person}|{other}") { [By] = entry.Id };
    }
}

/// <param name="Holding">What holds in the posting's place: itself, or what superseded it last.</param>
/// <param name="InRoster">What the roster says last in its place, whatever people put right in the words of it.</param>
internal sealed record HeldPosting(FileEntry Posting, FileEntry Holding, FileEntry InRoster);
