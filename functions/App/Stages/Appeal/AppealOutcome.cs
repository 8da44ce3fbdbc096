namespace Yuekao.App.Stages.Appeal;

/// <summary>What an appeal came to, once and for all.</summary>
/// <param name="Correction">Null where the result was upheld.</param>
/// <param name="Decided">The appellant's outcome from now on; null where the result was upheld.</param>
/// <param name="Ledger">What is paid on top; null where nothing is, or the scheme has no subsidy.</param>
public sealed record AppealOutcome(
    SubjectId Subject, PoolId Pool, DateTimeOffset At, AppealRuling Ruling, Correction? Correction, AppealDecided? Decided, LedgerCorrection? Ledger);

/// <summary>The result stands, or readings were wrong and are corrected.</summary>
public enum AppealRuling
{
    Upheld,
    Corrected,
}

/// <summary>Turns a ruling into what the appeal came to. Pure: an archive is verified by it too.</summary>
internal static class AppealSettling
{
    /// <param name="input">The sealed input of the appellant's pool; its decision and ledger are the sealed ones too.</param>
    /// <param name="ledger">Null where the scheme has no subsidy.</param>
    /// <exception cref="InvalidOperationException">There is no ruling, or the assessment refuses its correction.</exception>
    public static AppealOutcome Settle(Scheme scheme, PoolInput input, Decided decided, Ledger? ledger, AppealRecord appeal, DateTimeOffset at)
    {
        RecordedRuling ruling = appeal.Ruling ?? throw new InvalidOperationException($"The meeting has not ruled on the appeal of '{appeal.Subject}'.");
        if (ruling.Content.CorrectionOf(appeal.Subject, ruling.At) is not { } correction)
            return new AppealOutcome(appeal.Subject, appeal.Pool, at, ruling.Content.Ruling, Correction: null, Decided: null, Ledger: null);
        AppealResult result = Assessment.Decisions.Appeals.Recompute(scheme, input, decided, correction);
        if (result is not AppealDecided corrected)
            throw new InvalidOperationException($"The correction of '{appeal.Subject}' is refused: {string.Join(' ', ((AppealRefused)result).Problems)}");
        LedgerCorrection? paid = ledger is null ? null : Subsidy.Correct(scheme, ledger, corrected);
        return new AppealOutcome(appeal.Subject, appeal.Pool, at, ruling.Content.Ruling, correction, corrected, paid?.Difference.Amount > 0 ? paid : null);
    }

    /// <summary>The revision that an appeal leads to; null where it changed nothing for the better, or its revision is there already.</summary>
    public static RecordedResult? RevisionAfter(CycleContext context, ResultHistory history, AppealOutcome appeal)
    {
        RecordedResult before = history.Current;
        if (appeal.Decided is not { } decided || history.Revisions.Any(one => one.Supersession?.Cause == SupersessionCause.Appeal) || !IsBetter(before, decided))
            return null;
        BookedDifference? booked = appeal.Ledger is { } change ? new BookedDifference(change.Difference, change.FromKept, change.External) : null;
        var meeting = new RoleGrant(Role.Meeting, context.RequirePool(appeal.Pool).Meeting.Value);
        return before with
        {
            Revision = before.Revision + 1,
            At = appeal.At,
            Kind = decided.Recomputed.Kind,
            Grade = decided.Decided.Grade,
            Selected = decided.Decided.Selected,
            Score = decided.Recomputed.Score,
            Rank = decided.Recomputed.Rank,
            Adjusted = before.Adjusted && !decided.Improved,
            Ledger = appeal.Ledger?.After ?? (before.Ledger is { } line ? line with { Grade = decided.Decided.Grade } : null),
            Supersession = new Supersession(SupersessionCause.Appeal, meeting.ToString(), booked),
        };
    }

    // A correction that only lowers the score leaves the result as it was: nobody loses by appealing.
    private static bool IsBetter(RecordedResult before, AppealDecided decided) =>
        decided.Improved || (decided.Recomputed is { Kind: not OutcomeKind.Gated, Score: { } now } && (before.Score is not { } then || now > then));
}

/// <summary>What appeals came to, each written once; for the stages after.</summary>
public sealed class AppealOutcomes(DocumentBlobs blobs, AppealStore appeals, PoolResults results)
{
    /// <summary>Keeps what an appeal came to, unless it is kept already; answers what is kept.</summary>
    public async Task<AppealOutcome> KeepAsync(CycleKey key, AppealOutcome outcome, CancellationToken cancellation) =>
        await WholeAsync(key, await blobs.WriteOnceAsync(PathOf(key, outcome.Subject), outcome, cancellation), cancellation);

    /// <summary>Null where the subject did not appeal, or it is not settled.</summary>
    public async Task<AppealOutcome?> FindAsync(CycleKey key, SubjectId subject, CancellationToken cancellation) =>
        await blobs.FindAsync<AppealOutcome>(PathOf(key, subject), cancellation) is { } outcome ? await WholeAsync(key, outcome, cancellation) : null;

    /// <summary>What somebody appealed against, settled or not, of all cycles.</summary>
    public Task<IReadOnlyList<AppealRecord>> FiledAsync(CountyId county, SubjectId subject, CancellationToken cancellation) => appeals.OfSubjectAsync(county, subject, cancellation);

    /// <summary>Every appeal of a cycle with what it came to, by subject.</summary>
    /// <exception cref="InvalidOperationException">Appeals are still let in, or one is not settled.</exception>
    public async Task<IReadOnlyList<(AppealRecord Appeal, AppealOutcome Outcome)>> AllAsync(CycleKey key, CancellationToken cancellation)
    {
        (AppealGate? gate, IReadOnlyList<AppealRecord> filed) = await appeals.ListAsync(key, cancellation);
        if (gate is { IsClosed: false })
            throw new InvalidOperationException($"Appeals are still let into {key}: the cycle cannot be sealed.");
        var settled = new List<(AppealRecord, AppealOutcome)>();
        foreach (AppealRecord appeal in filed)
        {
            settled.Add(appeal.Settlement is not null && await FindAsync(key, appeal.Subject, cancellation) is { } outcome
                ? (appeal, outcome)
                : throw new InvalidOperationException($"The appeal of '{appeal.Subject}' in {key} is not settled: the cycle cannot be sealed."));
        }

        return settled;
    }

    private async Task<AppealOutcome> WholeAsync(CycleKey key, AppealOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Decided is not { } decided)
            return outcome;
        PoolSummary pool = (await results.ReadAsync(key, outcome.Pool, cancellation)).Decided.Pool;
        return outcome with { Decided = decided with { Recomputed = decided.Recomputed.In(pool), Decided = decided.Decided.In(pool) } };
    }

    private static string PathOf(CycleKey key, SubjectId subject) => $"{key.Folder}/appeals/{subject}.json";
}
