namespace Yuekao.App.Stages.Seal;

/// <summary>Everything that a sealed cycle leaves.</summary>
internal sealed record ArchiveContent
{
    /// <summary>The scheme's document as it was stored.</summary>
    public required byte[] Scheme { get; init; }

    /// <summary>What the cycle froze.</summary>
    public required FrozenCycle Frozen { get; init; }

    /// <summary>Every round's proposals and the result of each pool, in the county's order.</summary>
    public required IReadOnlyList<ArchivedPool> Pools { get; init; }

    /// <summary>The appeals, by subject.</summary>
    public required IReadOnlyList<ArchivedAppeal> Appeals { get; init; }

    /// <summary>Where the audit trail ended; null before its first entry.</summary>
    public required AuditAnchor? Anchor { get; init; }
}

/// <summary>A pool in an archive.</summary>
/// <param name="Proposals">Every round's, the first round first.</param>
/// <param name="Result">What was decided on the last of them.</param>
internal sealed record ArchivedPool(IReadOnlyList<PoolProposal> Proposals, PoolResult Result);

/// <summary>An appeal in an archive.</summary>
/// <param name="Appeal">What was filed and ruled.</param>
/// <param name="Outcome">What it came to.</param>
internal sealed record ArchivedAppeal(AppealRecord Appeal, AppealOutcome Outcome);

/// <summary>Where the audit trail ended, in an archive.</summary>
/// <param name="Anchor">As <see cref="AuditAnchor.ToString"/> wrote it; null before the trail's first entry.</param>
internal sealed record ArchivedAnchor(string? Anchor);

/// <summary>The county's ledger in an archive.</summary>
/// <param name="Ledger">All lines, pool by pool.</param>
/// <param name="Reconciliation">What they add up to.</param>
/// <param name="Corrections">What appeals changed, by subject: lines of their own.</param>
internal sealed record ArchivedLedger(Ledger Ledger, Reconciliation Reconciliation, IReadOnlyList<LedgerCorrection> Corrections)
{
    /// <summary>Adds up a county's pools; null where the scheme has no subsidy.</summary>
    /// <param name="ledgers">The pools' ledgers, in the county's order.</param>
    /// <param name="appeals">What appeals came to, by subject.</param>
    public static ArchivedLedger? Of(IEnumerable<Ledger?> ledgers, IEnumerable<AppealOutcome> appeals)
    {
        Ledger[] paid = [.. ledgers.OfType<Ledger>()];
        if (paid.Length == 0)
            return null;
        var all = Ledger.Combine(paid);
        return new ArchivedLedger(all, all.Reconcile(), [.. appeals.Select(appeal => appeal.Ledger).OfType<LedgerCorrection>()]);
    }
}

/// <summary>Where what stands in an archive.</summary>
internal static class ArchivePaths
{
    public const string Manifest = "manifest.json";

    /// <summary>The scheme's document, byte for byte as it was stored.</summary>
    public const string Scheme = "scheme.json";

    public const string Frozen = "frozen.json";

    /// <summary>The ledger of the whole county; only where the scheme has a subsidy.</summary>
    public const string Ledger = "ledger.json";

    /// <summary>Where the audit trail ended before the cycle was sealed.</summary>
    public const string Audit = "audit.json";

    /// <summary>The folder of appeals.</summary>
    public const string Appeals = "appeals/";

    public static string Proposal(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"pools/{pool}/proposal-{round:000}.json");

    public static string Result(PoolId pool) => $"pools/{pool}/result.json";

    public static string Appeal(SubjectId subject) => $"{Appeals}{subject}.json";
}
