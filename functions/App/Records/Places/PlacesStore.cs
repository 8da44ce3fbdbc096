namespace Yuekao.App.Records;

/// <summary>The townships and villages of all counties, every version of each. Partition <c>county</c>, a row a village.</summary>
public sealed class PlacesStore(TableServiceClient tables, TimeProvider clock)
{
    /// <summary>The table.</summary>
    public const string Table = "Places";

    private const string TownshipName = "TownshipName";
    private const string VillageName = "VillageName";

    private readonly VersionedRows documents = new(tables.GetTableClient(Table), clock);

    /// <summary>A county's places as they are now; null where nobody stored any.</summary>
    public async Task<Versioned<CountyPlaces>?> FindAsync(CountyId county, CancellationToken cancellation)
    {
        if (await documents.FindHeadAsync(county.Value, cancellation) is not { } head)
            return null;
        return new Versioned<CountyPlaces>(head.Version, await ReadAsync(county, head.Version, cancellation));
    }

    /// <summary>The current version without its villages; null where there is none.</summary>
    public Task<Head?> FindHeadAsync(CountyId county, CancellationToken cancellation) => documents.FindHeadAsync(county.Value, cancellation);

    /// <summary>The villages of a version.</summary>
    public async Task<CountyPlaces> ReadAsync(CountyId county, DocumentVersion version, CancellationToken cancellation)
    {
        IReadOnlyList<TableEntity> rows = await documents.ReadRowsAsync(county.Value, version, cancellation);
        return new CountyPlaces([.. rows.GroupBy(row => row.GetString(nameof(Township))).Select(Read)]);
    }

    /// <summary>Stores a county's next places.</summary>
    /// <exception cref="ProblemException">Somebody else stored some in the meantime.</exception>
    public Task<DocumentVersion> AppendAsync(CountyId county, Head? current, CountyPlaces places, Caller by, CancellationToken cancellation) =>
        documents.AppendAsync(county.Value, current, Digest.OfJson(places).ToString(), [.. places.Townships.SelectMany(Rows)], (by.Id, by.Name), cancellation);

    private static IEnumerable<TableEntity> Rows(Township township) => township.Villages.Select(village => new TableEntity
    {
        [nameof(Township)] = township.Id.Value,
        [TownshipName] = township.Name,
        [nameof(Village)] = village.Id.Value,
        [VillageName] = village.Name,
    });

    private static Township Read(IGrouping<string, TableEntity> rows) => new(
        TownshipId.Of(rows.Key),
        rows.First().GetString(TownshipName),
        [.. rows.Select(row => new Village(VillageId.Of(row.GetString(nameof(Village))), row.GetString(VillageName)))]);
}
