using Yuekao.App.AuditTrail;

namespace Yuekao.App.Archives.Verification;

/// <summary>What a verification of an archive by itself found.</summary>
/// <param name="Seal">The SHA-256 of the manifest that is in it; null where none can be read.</param>
/// <param name="Anchor">Where the audit trail ended before the cycle was sealed; null where the archive does not say.</param>
/// <param name="Checked">How much was recomputed.</param>
/// <param name="Differences">Everything that is not as it must be; empty for a good archive.</param>
internal sealed record ArchiveReport(string? Seal, AuditAnchor? Anchor, ArchiveCounts Checked, IReadOnlyList<ArchiveDifference> Differences);

/// <summary>How much of an archive was recomputed.</summary>
/// <param name="Subjects">Subjects whose outcome was.</param>
/// <param name="Readings">Readings that these rest on.</param>
/// <param name="LedgerLines">Lines of the ledger.</param>
/// <param name="Appeals">Appeals.</param>
public sealed record ArchiveCounts(int Subjects, int Readings, int LedgerLines, int Appeals);

/// <summary>Something in an archive that is not as it must be.</summary>
/// <param name="Where">The entry and the place in it: <c>pools/gaowan/result.json $.decided.outcomes[3].grade</c>.</param>
/// <param name="What">What is wrong, in a sentence.</param>
/// <param name="Expected">What must be there; null for nothing.</param>
/// <param name="Found">What is there; null for nothing.</param>
public sealed record ArchiveDifference(string Where, string What, string? Expected = null, string? Found = null);
