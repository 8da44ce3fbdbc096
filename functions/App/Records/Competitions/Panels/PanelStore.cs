using System.Collections.Concurrent;

namespace Yuekao.App.Records;

/// <summary>The panels of all counties' schemes, every version of each. Partition <c>county|scheme|source</c>; a row a judge.</summary>
public sealed class PanelStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Panels";

    // A version never changes. Judges ask for theirs with every sheet; beyond so many all are forgotten and read anew.
    private const int MostKnown = 200;

    private readonly ConcurrentDictionary<(string Partition, string Digest), Panel> known = new();

    internal VersionedDocument<Judge, Panel> Of(CountyId county, SchemeId scheme, SourceId source) =>
        new(tables.GetTableClient(Table), Partition(county, scheme, source), clock, judges => new Panel(judges), panel => panel.Judges);

    /// <summary>A source's panel as it is now; nobody where none was stored. One storage call where its version was read before.</summary>
    public async Task<Panel> ReadAsync(CountyId county, SchemeId scheme, SourceId source, CancellationToken cancellation)
    {
        VersionedDocument<Judge, Panel> stored = Of(county, scheme, source);
        if (await stored.FindHeadAsync(cancellation) is not { } head)
            return Panel.Empty;
        (string, string) key = (Partition(county, scheme, source), head.Version.Digest);
        if (known.TryGetValue(key, out Panel? panel))
            return panel;
        if (known.Count >= MostKnown)
            known.Clear();
        return known[key] = await stored.ReadAsync(head.Version, cancellation);
    }

    private static string Partition(CountyId county, SchemeId scheme, SourceId source) => $"{county}|{scheme}|{source}";
}
