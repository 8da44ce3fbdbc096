using Yuekao.Assessment.Values;

namespace Yuekao.App.Rosters;

/// <summary>The townships and villages of a county: what rosters, submissions and pools refer to.</summary>
/// <param name="Townships">The townships, in the county's order.</param>
public sealed record CountyPlaces(IReadOnlyList<Township> Townships)
{
    /// <summary>Finds a township.</summary>
    /// <returns>The township, or null where the county has none such.</returns>
    public Township? Find(TownshipId id) => Townships.FirstOrDefault(township => township.Id == id);
}

/// <summary>A township (乡镇).</summary>
/// <param name="Id">Its id, unique in the county.</param>
/// <param name="Name">Its name: 1 to 50 characters, unique in the county.</param>
/// <param name="Villages">Its villages, at least one, in the township's order.</param>
public sealed record Township(TownshipId Id, string Name, IReadOnlyList<Village> Villages);

/// <summary>A village (村).</summary>
/// <param name="Id">Its id, unique in the county.</param>
/// <param name="Name">Its name: 1 to 50 characters, unique in its township.</param>
public sealed record Village(VillageId Id, string Name);
