using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Results.Ledgers;

/// <summary>What the ledgers of a cycle add up to, and whether that is all the money there is.</summary>
/// <param name="Townships">Each township's sums.</param>
/// <param name="County">The county's.</param>
/// <param name="ClosedAt">When the ledgers were closed; null before.</param>
public sealed record ReconciliationView(IReadOnlyList<ReconciledSums> Townships, ReconciledSums County, DateTimeOffset? ClosedAt = null);

/// <summary>The sums of a township, or of the county, in fen.</summary>
/// <param name="Before">Without the corrections that appeals brought.</param>
/// <param name="After">With them: more is paid, less is kept, the rest comes from outside.</param>
/// <param name="Township">The township; null for the county.</param>
/// <param name="Name">The township's name; null for the county.</param>
public sealed record ReconciledSums(LedgerSums Before, LedgerSums After, TownshipId? Township = null, string? Name = null);
