namespace Yuekao.App.Stages.Grade;

/// <summary>A round of a pool: input of activities.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Round">The round, from 1.</param>
public sealed record PoolRound(CycleKey Key, PoolId Pool, int Round);

/// <summary>What an attempt to grade came to.</summary>
/// <param name="Proposed">Whether there is a proposal now, and collecting has ended.</param>
/// <param name="Missing">The sources that keep it from being complete; empty when proposed.</param>
/// <param name="Again">Whether the round had been proposed before: its decision may be there already.</param>
public sealed record GradingAttempt(bool Proposed, IReadOnlyList<MissingSource> Missing, bool Again = false);

/// <summary>A source whose readings are missing.</summary>
/// <param name="Readings">How many readings.</param>
public sealed record MissingSource(TownshipId Township, SourceId Source, int Readings);

/// <summary>How a round of collecting stands.</summary>
/// <param name="Due">When its readings are due.</param>
/// <param name="Silent">The sources that have not reported or, after a return, not answered; empty where the round has gone on.</param>
public sealed record RoundState(DateTimeOffset Due, IReadOnlyList<SilentSource> Silent);

/// <summary>A source that is waited for.</summary>
public sealed record SilentSource(TownshipId Township, SourceId Source);

/// <summary>Gate, scores and grades: what is proposed to the meeting.</summary>
public sealed class GradeActivities(
    CycleContexts contexts, CycleStore cycles, Proposals proposals, CollectedPools submissions, IAuditTrail audit, YuekaoTelemetry telemetry, TimeProvider clock)
{
    /// <summary>How a round stands in storage, which alone decides: an event may be lost, late or of an earlier round.</summary>
    [Function(nameof(LookAtRound))]
    public async Task<RoundState> LookAtRound([ActivityTrigger] PoolRound round, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        PoolRecord record = await cycles.FindAsync(round.Key, round.Pool, cancellation) ?? throw new InvalidOperationException($"The cycle {round.Key} has no pool '{round.Pool}'.");
        if (record.Round != round.Round || record.Phase != PoolPhase.Collecting)
            return new RoundState(record.CollectingDue, []);
        CollectedPool collected = await submissions.ReadAsync(context, context.RequirePool(round.Pool), cancellation);
        return new RoundState(
            record.CollectingDue,
            [
                .. collected.Townships.SelectMany(township => township.Sources)
                    .Where(source => round.Round == 1 ? source.Head.Version is null : source.Head.IsReturned)
                    .Select(source => new SilentSource(source.Head.Township, source.Head.Source)),
            ]);
    }

    /// <summary>The sources whose readings are missing as things stand.</summary>
    [Function(nameof(ListMissingSources))]
    public async Task<IReadOnlyList<MissingSource>> ListMissingSources([ActivityTrigger] PoolRound round, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        Pool pool = context.RequirePool(round.Pool);
        return Missing(context, Check(context, (await submissions.ReadAsync(context, pool, cancellation)).ToInput()));
    }

    /// <summary>
    /// Ends collecting and computes the proposal where nothing is missing; else leaves all as it is. What was read is what is closed: a submission that
    /// comes in between makes it read again.
    /// </summary>
    [Function(nameof(ProposeGrades))]
    public async Task<GradingAttempt> ProposeGrades([ActivityTrigger] PoolRound round, CancellationToken cancellation)
    {
        Spans.Describe(round.Key, round.Pool);
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        Pool pool = context.RequirePool(round.Pool);
        (PoolInput? input, IReadOnlyList<MissingSource> missing) = await CloseAsync(context, pool, cancellation);
        if (input is null)
            return new GradingAttempt(Proposed: false, missing);

        AssessmentResult result = Assessor.Assess(context.Scheme, input);
        Proposal proposal = result as Proposal
            ?? throw new InvalidOperationException($"The complete readings of {round.Key}, pool {round.Pool}, gave no proposal but {result.GetType().Name}.");
        PoolProposal kept = await proposals.KeepAsync(round.Key, new PoolProposal(pool.Id, round.Round, clock.GetUtcNow(), input, proposal), cancellation);
        if (await PutBeforeMeetingAsync(round, kept, cancellation) is not { } before)
            return new GradingAttempt(Proposed: true, [], Again: true);
        telemetry.Cycles.Ended(round.Key, CyclePhases.Collecting, before.Since, kept.At);
        return new GradingAttempt(Proposed: true, []);
    }

    private async Task<(PoolInput? Input, IReadOnlyList<MissingSource> Missing)> CloseAsync(CycleContext context, Pool pool, CancellationToken cancellation)
    {
        while (true)
        {
            CollectedPool collected = await submissions.ReadAsync(context, pool, cancellation);
            PoolInput input = collected.ToInput();
            InputCheck check = Check(context, input);
            if (check.Missing.Count > 0)
                return (null, Missing(context, check));
            if (await submissions.CloseAsync(context, collected, cancellation))
                return (input, []);
        }
    }

    private Task<PoolRecord?> PutBeforeMeetingAsync(PoolRound round, PoolProposal proposal, CancellationToken cancellation)
    {
        string resource = $"{round.Key.Resource}/pools/{round.Pool}/proposal";
        var entry = new AuditEntry(round.Key.County.Value, CycleActor.Of(round.Key), nameof(ProposeGrades), resource, Before: null, Digest.OfJson(proposal.Proposal.Pool));
        return audit.RecordAsync(entry, stop => cycles.ChangeAsync(round.Key, round.Pool, Next, stop), cancellation);

        PoolRecord? Next(PoolRecord pool) =>
            pool.Phase == PoolPhase.Collecting && pool.Round == round.Round ? pool with { Phase = PoolPhase.Deciding, Since = proposal.At } : null;
    }

    // What was accepted was checked when it came in: a problem now is a defect, and the cycle must stop.
    private static InputCheck Check(CycleContext context, PoolInput input)
    {
        InputCheck check = Assessor.Check(context.Scheme, input);
        return check.Problems.Count == 0 ? check : throw new InvalidOperationException($"What was collected does not fit the scheme: {check.Problems[0]}");
    }

    private static IReadOnlyList<MissingSource> Missing(CycleContext context, InputCheck check) =>
    [
        .. check.Missing
            .Select(one => (Township: TownshipOf(context, one), one.Source))
            .CountBy(one => one)
            .Select(one => new MissingSource(one.Key.Township, one.Key.Source, one.Value)),
    ];

    private static TownshipId TownshipOf(CycleContext context, MissingReading missing) => missing.Subject is { } subject && context.TryFind(subject, out FrozenTownship? township, out _)
        ? township.Id
        : context.Frozen.Townships.First(one => one.Subjects.Any(other => other.Entry.Village == missing.Village)).Id;
}
