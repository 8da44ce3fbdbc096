namespace Yuekao.App.Stages.Grade;

/// <param name="IsDue">Whether readings are due, so that collecting ends whoever may have more to report.</param>
public sealed record RoundToGrade(PoolRound Round, bool IsDue);

/// <param name="Proposed">Whether there is a proposal now, and collecting has ended; else something is missing.</param>
/// <param name="Again">Whether the round had been proposed before: its decision may be there already.</param>
public sealed record GradingAttempt(bool Proposed, bool Again = false)
{
    /// <summary>Who must still report, by role: also on whom only the rosters of now make assessable.</summary>
    public IReadOnlyList<MissingFromRole> Missing { get; init; } = [];
}

/// <summary>Gate, scores and grades: what is proposed to the meeting.</summary>
public sealed class GradeActivities(
    CycleContexts contexts, CycleStore cycles, Proposals proposals, CollectedPools submissions, CommendedObservations commended, YearObservations year, YearReadings results, RosterDays days,
    AuditTrail audit, CycleMetrics metrics, TimeProvider clock)
{
    /// <summary>
    /// Ends collecting and computes the proposal where nothing is missing, and, before readings are due, every source is final; else leaves all as it is.
    /// What was read is what is closed: a submission that comes in between makes it read again.
    /// </summary>
    [Function(nameof(ProposeGrades))]
    public async Task<GradingAttempt> ProposeGrades([ActivityTrigger] RoundToGrade grade, CancellationToken cancellation)
    {
        PoolRound round = grade.Round;
        CycleSpans.Describe(round.Key, round.Pool);
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        Pool pool = context.RequirePool(round.Pool);
        (PoolInput? input, IReadOnlyList<FrozenRoster> rosters, IReadOnlyList<MissingReading> missing) = await CloseAsync(context, pool, grade.IsDue, cancellation);
        if (input is null)
            return new GradingAttempt(Proposed: false) { Missing = MissingFromRole.Of(context, missing) };

        AssessmentResult result = Assessor.Assess(context.Scheme, input);
        Proposal proposal = result as Proposal
            ?? throw new InvalidOperationException($"The complete readings of {round.Key}, pool {round.Pool}, gave no proposal but {result.GetType().Name}.");
        var proposed = new PoolProposal(pool.Id, round.Round, clock.GetUtcNow(), input, proposal) { Rosters = rosters };
        PoolProposal kept = await proposals.KeepAsync(round.Key, proposed, cancellation);
        string resource = $"{round.Key.Resource}/pools/{round.Pool}/proposal";
        var entry = new AuditEntry(round.Key.County.Value, round.Key.Actor, nameof(ProposeGrades), resource, Before: null, Digest.OfJson(kept.Proposal.Pool));
        PoolRecord? before = await audit.RecordAsync(entry, stop => cycles.ChangeAsync(round.Key, round.Pool, Next, stop), cancellation);
        if (before is null)
            return new GradingAttempt(Proposed: true, Again: true);
        metrics.Ended(round.Key, CyclePhases.Collecting, before.Since, kept.At);
        return new GradingAttempt(Proposed: true);

        PoolRecord? Next(PoolRecord current) =>
            current.Phase == PoolPhase.Collecting && current.Round == round.Round ? current with { Phase = PoolPhase.Deciding, Since = kept.At, Rosters = kept.Rosters } : null;
    }

    // No input where something is missing, or waited for.
    private async Task<(PoolInput? Input, IReadOnlyList<FrozenRoster> Rosters, IReadOnlyList<MissingReading> Missing)> CloseAsync(CycleContext context, Pool pool, bool isDue, CancellationToken cancellation)
    {
        while (true)
        {
            CollectedPool collected = await submissions.ReadAsync(context, pool, cancellation);
            CountedRoster roster = await days.OfNowAsync(context, pool, cancellation);
            PoolInput reported = await commended.JoinAsync(context, collected.ToInput(), cancellation);
            // A month that is not sealed yet is waited for, as a reading that is missing.
            if (await year.JoinAsync(context, reported, cancellation) is not { } observed || await results.JoinAsync(context, observed, cancellation) is not { } joined)
                return (null, [], []);
            PoolInput input = joined with { Roster = roster.Entries };
            InputCheck check = Assessor.Check(context.Scheme, input);
            // What was accepted was checked when it came in: a problem now is a defect, and the cycle must stop.
            if (check.Problems.Count > 0)
                throw new InvalidOperationException($"What was collected does not fit the scheme: {check.Problems[0]}");
            if (check.Missing.Count > 0 || (!isDue && collected.Silent().Count > 0))
                return (null, [], check.Missing);
            if (await submissions.CloseAsync(context, collected, cancellation))
                return (input, roster.Versions, []);
        }
    }
}
