namespace Yuekao.App.Records;

/// <summary>The townships and villages of all counties, every version of each. Partition <c>county</c>, a row a village.</summary>
public sealed class PlacesStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Places";

    private readonly VersionedRows<Place> documents = new(tables.GetTableClient(Table), clock);

    /// <summary>A county's places as they are now; null where nobody stored any.</summary>
    public async Task<Versioned<CountyPlaces>?> FindAsync(CountyId county, CancellationToken cancellation) =>
        await FindHeadAsync(county, cancellation) is { Version: var version } ? new Versioned<CountyPlaces>(version, await ReadAsync(county, version, cancellation)) : null;

    /// <summary>The current version without its villages; null where there is none.</summary>
    public Task<Head?> FindHeadAsync(CountyId county, CancellationToken cancellation) => documents.FindHeadAsync(county.Value, cancellation);

    public async Task<CountyPlaces> ReadAsync(CountyId county, DocumentVersion version, CancellationToken cancellation)
    {
        IReadOnlyList<Place> rows = await documents.ReadRowsAsync(county.Value, version, cancellation);
        return new([.. rows.GroupBy(place => place.Township).Select(places => new Township(places.Key, places.First().TownshipName, [.. places.Select(place => place.Village)]))]);
    }

    /// <exception cref="ProblemException">Somebody else stored a version in the meantime.</exception>
    public Task<DocumentVersion> AppendAsync(CountyId county, Head? current, CountyPlaces places, Caller by, CancellationToken cancellation)
    {
        Place[] rows = [.. places.Townships.SelectMany(township => township.Villages, (township, village) => new Place(township.Id, township.Name, village))];
        return documents.AppendAsync(county.Value, current, Digest.OfJson(places).ToString(), rows, by, cancellation);
    }

    private sealed record Place(TownshipId Township, string TownshipName, Village Village);
}
