namespace Yuekao.App.Stages.Seal;

/// <summary>Everything that a sealed cycle leaves.</summary>
internal sealed record ArchiveContent
{
    /// <summary>The scheme's document, byte for byte as it was stored.</summary>
    public required byte[] Scheme { get; init; }
    public required FrozenCycle Frozen { get; init; }

    /// <summary>In the county's order.</summary>
    public required IReadOnlyList<ArchivedPool> Pools { get; init; }

    /// <summary>By subject.</summary>
    public required IReadOnlyList<ArchivedAppeal> Appeals { get; init; }

    /// <summary>Where the audit trail ended; null before its first entry.</summary>
    public required AuditAnchor? Anchor { get; init; }
}

/// <param name="Proposals">Every round's, the first round first.</param>
/// <param name="Result">What was decided on the last of them.</param>
internal sealed record ArchivedPool(IReadOnlyList<PoolProposal> Proposals, PoolResult Result);

internal sealed record ArchivedAppeal(AppealRecord Appeal, AppealOutcome Outcome);

/// <summary>Where the audit trail ended before the cycle was sealed.</summary>
/// <param name="Anchor">As <see cref="AuditAnchor.ToString"/> wrote it; null before the trail's first entry.</param>
internal sealed record ArchivedAnchor(string? Anchor);

/// <summary>The county's ledger in an archive: all lines, pool by pool.</summary>
/// <param name="Corrections">What appeals changed, by subject: lines of their own.</param>
internal sealed record ArchivedLedger(Ledger Ledger, Reconciliation Reconciliation, IReadOnlyList<LedgerCorrection> Corrections)
{
    /// <summary>Adds up a county's pools, in its order, and the appeals, by subject; null where the scheme has no subsidy.</summary>
    public static ArchivedLedger? Of(IEnumerable<Ledger?> ledgers, IEnumerable<AppealOutcome> appeals)
    {
        Ledger[] paid = [.. ledgers.OfType<Ledger>()];
        if (paid.Length == 0)
            return null;
        var all = Ledger.Combine(paid);
        return new ArchivedLedger(all, all.Reconcile(), [.. appeals.Select(appeal => appeal.Ledger).OfType<LedgerCorrection>()]);
    }
}

internal static class ArchivePaths
{
    public const string Manifest = "manifest.json";
    public const string Scheme = "scheme.json";
    public const string Frozen = "frozen.json";

    /// <summary>Only where the scheme has a subsidy.</summary>
    public const string Ledger = "ledger.json";
    public const string Audit = "audit.json";
    public const string Appeals = "appeals/";

    public static string Proposal(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"pools/{pool}/proposal-{round:000}.json");

    public static string Result(PoolId pool) => $"pools/{pool}/result.json";

    public static string Appeal(SubjectId subject) => $"{Appeals}{subject}.json";
}
