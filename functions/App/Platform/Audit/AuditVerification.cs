namespace Yuekao.App.Platform;

/// <summary>Whether a county's trail is whole.</summary>
/// <param name="Valid">Nothing was found.</param>
/// <param name="Months">The months, in order.</param>
/// <param name="Findings">Everything that is wrong.</param>
public sealed record AuditVerification(bool Valid, IReadOnlyList<AuditMonth> Months, IReadOnlyList<AuditFinding> Findings);

/// <summary>A month of a trail.</summary>
/// <param name="Month">The month.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Anchor">Where it ends, to be noted and given to a later verification; null where its head is missing.</param>
public sealed record AuditMonth(string Month, long Entries, string? Anchor = null);

/// <summary>Something that cannot have come about by appending.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Month">In which month.</param>
/// <param name="Sequence">At which entry; null when it is about the month.</param>
public sealed record AuditFinding(AuditFindingKind Kind, string Month, long? Sequence = null);

/// <summary>What can be wrong with a trail.</summary>
public enum AuditFindingKind
{
    /// <summary>The entry was altered, or the one before it was put in or exchanged.</summary>
    Altered,

    /// <summary>Entries are missing, this one first.</summary>
    Missing,

    /// <summary>The month's head is missing, or does not name the month's last entry.</summary>
    HeadMismatch,

    /// <summary>The month does not continue the one before it.</summary>
    BrokenLink,

    /// <summary>The trail does not lead to the anchor that was noted.</summary>
    AnchorMismatch,
}
