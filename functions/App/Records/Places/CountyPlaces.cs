namespace Yuekao.App.Records;

/// <summary>The townships and villages of a county: what rosters, submissions and pools refer to. In the county's order.</summary>
public sealed record CountyPlaces(IReadOnlyList<Township> Townships)
{
    /// <summary>Null where the county has no such township.</summary>
    public Township? Find(TownshipId id) => Townships.FirstOrDefault(township => township.Id == id);
}

/// <summary>A township (乡镇). Its id and its name, of 1 to 50 characters, are unique in the county.</summary>
/// <param name="Villages">Its villages, at least one, in the township's order.</param>
public sealed record Township(TownshipId Id, string Name, IReadOnlyList<Village> Villages);

/// <summary>A village (村). Its id is unique in the county, its name, of 1 to 50 characters, in its township.</summary>
public sealed record Village(VillageId Id, string Name);

/// <summary>What must hold for a county's places: names that are names, and nothing there twice.</summary>
internal static class PlacesRules
{
    /// <summary>More villages than any county has: what lies above is a mistake.</summary>
    public const int MostVillages = 10_000;

    /// <summary>Everything that is wrong, with its JSON path, in the document's order.</summary>
    public static IReadOnlyList<ProblemError> Check(CountyPlaces places)
    {
        int count = places.Townships.Sum(township => township.Villages.Count);
        if (count > MostVillages)
            return [new ProblemError("$.townships", $"A county has at most {MostVillages} villages: this one has {count}.")];
        var errors = new List<ProblemError>();
        var townships = new HashSet<TownshipId>();
        var townshipNames = new HashSet<string>();
        var villages = new HashSet<VillageId>();
        foreach ((int index, Township township) in places.Townships.Index())
        {
            string path = $"$.townships[{index}]";
            Check(path, township.Id.Value, township.Name, townships.Add(township.Id), townshipNames.Add(township.Name), errors);
            if (township.Id.Value == PoolId.County.Value)
                errors.Add(new ProblemError($"{path}.id", $"'{PoolId.County}' is the name of the county-wide pool: a township must have another id."));
            if (township.Villages.Count == 0)
                errors.Add(new ProblemError($"{path}.villages", "must have at least one village."));
            var villageNames = new HashSet<string>();
            foreach ((int number, Village village) in township.Villages.Index())
                Check($"{path}.villages[{number}]", village.Id.Value, village.Name, villages.Add(village.Id), villageNames.Add(village.Name), errors);
        }

        return errors;
    }

    private static void Check(string path, string id, string name, bool isNewId, bool isNewName, List<ProblemError> errors)
    {
        if (!isNewId)
            errors.Add(new ProblemError($"{path}.id", $"'{id}' is there twice: an id is unique in the county."));
        if (!TextRules.IsName(name))
            errors.Add(new ProblemError($"{path}.name", TextRules.ExpectedName));
        else if (!isNewName)
            errors.Add(new ProblemError($"{path}.name", $"'{name}' is there twice."));
    }
}

/// <summary>The townships and villages of all counties, every version of each. Partition <c>county</c>, a row a village.</summary>
public sealed class PlacesStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Places";

    internal VersionedDocument<Place, CountyPlaces> Of(CountyId county) => new(
        tables.GetTableClient(Table),
        county.Value,
        clock,
        rows => new([.. rows.GroupBy(place => place.Township).Select(places => new Township(places.Key, places.First().TownshipName, [.. places.Select(place => place.Village)]))]),
        places => [.. places.Townships.SelectMany(township => township.Villages, (township, village) => new Place(township.Id, township.Name, village))]);

    /// <summary>A county's places as they are now; null where nobody stored any.</summary>
    public Task<Versioned<CountyPlaces>?> FindAsync(CountyId county, CancellationToken cancellation) => Of(county).FindAsync(version: null, cancellation);

    internal sealed record Place(TownshipId Township, string TownshipName, Village Village);
}
