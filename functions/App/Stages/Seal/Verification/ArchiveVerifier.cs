namespace Yuekao.App.Stages.Seal;

/// <summary>
/// Verifies an archive by nothing but itself: every entry against the manifest, then every outcome, sum and correction against what the rules give from the archived
/// readings and decisions. Pure. Whether the manifest is the sealed one only the seal can tell, which is kept elsewhere.
/// </summary>
internal sealed class ArchiveVerifier
{
    private readonly ArchiveFindings findings = new();
    private readonly OpenedArchive archive;

    private ArchiveVerifier(byte[] bytes) => archive = new OpenedArchive(bytes, findings);

    public static ArchiveReport Verify(byte[] archive) => new ArchiveVerifier(archive).Verify();

    private ArchiveReport Verify()
    {
        ArchiveCounts counts = ReadContext() is { } context ? Recompute(context) : new ArchiveCounts(0, 0, 0, 0);
        string? noted = archive.Read<ArchivedAnchor>(ArchivePaths.Audit)?.Anchor;
        AuditAnchor? anchor = AuditAnchor.Find(noted);
        if (noted is not null && anchor is null)
            findings.Add($"{ArchivePaths.Audit} $.anchor", "It is no place in an audit trail.", expected: null, noted);
        archive.ReportUnread();
        return new ArchiveReport(archive.Seal, anchor, counts, findings.All);
    }

    private CycleContext? ReadContext()
    {
        byte[]? scheme = archive.ReadBytes(ArchivePaths.Scheme);
        FrozenCycle? frozen = archive.Read<FrozenCycle>(ArchivePaths.Frozen);
        if (scheme is null || frozen is null)
            return null;
        findings.Require(ArchivePaths.Scheme, "It is not the document that the cycle froze.", frozen.SchemeDigest, Digest.Of(scheme).ToString());
        if (archive.Manifest is { } manifest)
        {
            var expected = (frozen.Key.County, frozen.Key.Scheme, frozen.SchemeVersion, frozen.Key.Period);
            var found = (manifest.County, manifest.Scheme, manifest.SchemeVersion, manifest.Period);
            findings.Require(ArchivePaths.Manifest, "It is of another cycle than what was frozen.", expected, found);
        }

        CycleContext? context = findings.Try(ArchivePaths.Scheme, "It cannot be assessed by", () => new CycleContext(CycleContexts.Load(scheme, frozen), frozen));
        if (context?.Scheme.Key is { } key)
            findings.Require(ArchivePaths.Scheme, "It is another scheme or version than was frozen.", (frozen.Key.Scheme, frozen.SchemeVersion), (key.Scheme, key.Version));
        return context;
    }

    private ArchiveCounts Recompute(CycleContext context)
    {
        Dictionary<PoolId, VerifiedPool> pools = [];
        foreach (Pool pool in context.Pools)
        {
            if (findings.Try(ArchivePaths.Result(pool.Id), "It cannot be recomputed", () => new PoolVerifier(archive, context, pool, findings).Verify()) is { } verified)
                pools.Add(pool.Id, verified);
        }

        List<AppealOutcome> appeals = [.. archive.Under(ArchivePaths.Appeals)
            .Select(entry => findings.Try(entry, "It cannot be settled", () => Settle(context, pools, entry))).OfType<AppealOutcome>()];
        CheckLedger(context, pools, appeals);
        DispatchVerifier.Verify(archive, context, pools, findings);
        SheetVerifier.Verify(archive, context, pools, findings);
        (int subjects, int readings) = (pools.Values.Sum(pool => pool.Decided.Outcomes.Count), pools.Values.Sum(pool => pool.Input.Readings.Count));
        return new ArchiveCounts(subjects, readings, pools.Values.Sum(pool => pool.Ledger is { } ledger ? ledger.Lines.Count + ledger.Arrears.Count : 0), appeals.Count);
    }

    private AppealOutcome? Settle(CycleContext context, Dictionary<PoolId, VerifiedPool> pools, string entry)
    {
        if (archive.Read<ArchivedAppeal>(entry) is not { } archived)
            return null;
        findings.Require($"{entry} $.appeal.subject", "The entry has another appellant's name.", entry, ArchivePaths.Appeal(archived.Appeal.Subject));
        if (!pools.TryGetValue(archived.Appeal.Pool, out VerifiedPool? pool))
        {
            findings.Add($"{entry} $.appeal.pool", "There is no such pool, or it could not be recomputed.", expected: null, archived.Appeal.Pool.Value);
            return null;
        }

        AppealOutcome outcome = AppealSettling.Settle(context.Scheme, pool.Input, pool.Decided, pool.Ledger, archived.Appeal, archived.Outcome.At);
        findings.Compare(entry, "$.outcome", outcome, archive.Member(entry, "outcome"));
        findings.Compare(entry, "$.appeal.settlement", AppealSettlement.Of(outcome), archived.Appeal.Settlement);
        return outcome;
    }

    private void CheckLedger(CycleContext context, Dictionary<PoolId, VerifiedPool> pools, List<AppealOutcome> appeals)
    {
        if (context.Scheme.Document.Subsidy is null)
            return;
        ArchivedLedger? archived = archive.Read<ArchivedLedger>(ArchivePaths.Ledger);
        ArchivedLedger? expected = findings.Try(
            ArchivePaths.Ledger, "It cannot be added up", () => ArchivedLedger.Of(context.Pools.Select(pool => pools.GetValueOrDefault(pool.Id)?.Ledger), appeals));
        if (archived is null || expected is null)
            return;
        findings.Compare(ArchivePaths.Ledger, "$.ledger", expected.Ledger, archive.Member(ArchivePaths.Ledger, "ledger"));
        findings.Compare(ArchivePaths.Ledger, "$.reconciliation", expected.Reconciliation, archive.Member(ArchivePaths.Ledger, "reconciliation"));
        findings.Compare(ArchivePaths.Ledger, "$.corrections", expected.Corrections, archive.Member(ArchivePaths.Ledger, "corrections"));
        foreach (var sums in expected.Reconciliation.Differences)
            findings.Add($"{ArchivePaths.Ledger} $.reconciliation", $"The money of {sums.Township?.Value ?? "the county"} does not add up.", "0", $"{sums.Difference} fen");
    }
}
