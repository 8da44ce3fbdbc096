namespace Yuekao.App.Records;

/// <summary>The rosters of all townships, every version of each. Partition <c>county|township</c>.</summary>
public sealed class RosterStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Rosters";

    private readonly VersionedRows<Posting> documents = new(tables.GetTableClient(Table), clock);

    /// <summary>A township's current roster, or an earlier version of it; null where there is none.</summary>
    public async Task<Versioned<Roster>?> FindAsync(CountyId county, TownshipId township, int? version, CancellationToken cancellation)
    {
        string partition = Partition(county, township);
        DocumentVersion? found = version is { } number
            ? await documents.FindVersionAsync(partition, number, cancellation)
            : (await documents.FindHeadAsync(partition, cancellation))?.Version;
        return found is null ? null : new Versioned<Roster>(found, await ReadAsync(county, township, found, cancellation));
    }

    /// <summary>The current version without its postings; null where there is none.</summary>
    public Task<Head?> FindHeadAsync(CountyId county, TownshipId township, CancellationToken cancellation) =>
        documents.FindHeadAsync(Partition(county, township), cancellation);

    public async Task<Roster> ReadAsync(CountyId county, TownshipId township, DocumentVersion version, CancellationToken cancellation) =>
        new(await documents.ReadRowsAsync(Partition(county, township), version, cancellation));

    /// <summary>The current rosters of several townships; those without one are left out.</summary>
    public async Task<IReadOnlyList<(TownshipId Township, Roster Roster)>> FindAllAsync(CountyId county, IEnumerable<TownshipId> townships, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(townships.Select(async township => (township, Stored: await FindAsync(county, township, version: null, cancellation))));
        return [.. found.Where(one => one.Stored is not null).Select(one => (one.township, one.Stored!.Document))];
    }

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<DocumentVersion>> ListVersionsAsync(CountyId county, TownshipId township, int? after, int most, CancellationToken cancellation) =>
        documents.ListVersionsAsync(Partition(county, township), after, most, cancellation);

    /// <exception cref="ProblemException">Somebody else stored one in the meantime.</exception>
    public Task<DocumentVersion> AppendAsync(CountyId county, TownshipId township, Head? current, Roster roster, Caller by, CancellationToken cancellation) =>
        documents.AppendAsync(Partition(county, township), current, Digest.OfJson(roster).ToString(), roster.Postings, by, cancellation);

    private static string Partition(CountyId county, TownshipId township) => $"{county}|{township}";
}
