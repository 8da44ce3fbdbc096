namespace Yuekao.App.Rosters.Formats;

/// <summary>The formats of rosters and of places.</summary>
internal static class RosterFormats
{
    /// <summary>A roster: <c>{ "postings": [ ... ] }</c>, or a line a posting.</summary>
    public static DocumentFormats<Roster> Rosters { get; } = new(new JsonFormat<Roster>(), new RosterCsv());

    /// <summary>Places: <c>{ "townships": [ { "id", "name", "villages": [ { "id", "name" } ] } ] }</c>, or a line a village.</summary>
    public static DocumentFormats<CountyPlaces> Places { get; } = new(new JsonFormat<CountyPlaces>(), new PlacesCsv());
}
