using Azure;
using Yuekao.App.Rosters;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Submissions;

/// <summary>A source's submission without its readings.</summary>
/// <param name="Township">The township.</param>
/// <param name="Source">The source.</param>
/// <param name="IsOpen">Whether it may be replaced, and observations noted.</param>
/// <param name="Version">What counts now; null where nothing was submitted.</param>
/// <param name="IsReturned">Whether the meeting returned it, and the source has not submitted since: be it the same again.</param>
public sealed record SourceHead(TownshipId Township, SourceId Source, bool IsOpen, DocumentVersion? Version, bool IsReturned = false)
{
    /// <summary>Guards it in storage: changes with every write of the source for the township.</summary>
    internal ETag ETag { get; init; }
}

/// <summary>A source's submission as it counts.</summary>
/// <param name="Head">Its state.</param>
/// <param name="Readings">Its readings, in order; none where nothing was submitted.</param>
public sealed record CollectedSource(SourceHead Head, IReadOnlyList<ReportedReading> Readings);

/// <summary>Everything that was collected for a township.</summary>
/// <param name="Township">The township.</param>
/// <param name="Sources">Every source of the scheme, in its order.</param>
/// <param name="Observations">The observations by id, those withdrawn included.</param>
public sealed record CollectedTownship(TownshipId Township, IReadOnlyList<CollectedSource> Sources, IReadOnlyList<ObservationRecord> Observations);

/// <summary>A pool's waivers.</summary>
/// <param name="IsOpen">Whether items may be waived.</param>
/// <param name="Waivers">The waivers that hold.</param>
public sealed record PoolWaivers(bool IsOpen, IReadOnlyList<WaiverRecord> Waivers)
{
    /// <summary>Guards them in storage.</summary>
    internal ETag ETag { get; init; }
}

/// <summary>An item that is taken out for a pool, as it was recorded.</summary>
/// <param name="Item">The item.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was waived.</param>
/// <param name="By">The id of who waived it.</param>
/// <param name="ByName">The name of who waived it.</param>
public sealed record WaiverRecord(ItemId Item, string Reason, DateTimeOffset At, string By, string ByName);
