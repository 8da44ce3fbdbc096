using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>
/// Phase 1 and 2 of a pool: waits for the sources and reminds those who are missing. Collecting ends when readings are due, or before, once it may and every
/// source is final. When readings are due and missing the county is told, which extends or waives. What stands in storage decides; events say when to look.
/// </summary>
/// <param name="returnedAt">When the meeting returned readings, which began the round; null for the first.</param>
internal sealed class Collecting(TaskOrchestrationContext context, PoolCycle pool, int round, DateTimeOffset? returnedAt)
{
    private const int MostShown = 50;

    private readonly PoolRound which = new(pool.Key, pool.Pool, round);
    private DateTimeOffset remindedUntil = context.Now();
    private readonly HashSet<DateTimeOffset> overdue = [];

    private bool MayEndEarly => context.Now() >= pool.Times.GradingFrom;

    /// <summary>Returns when there is a proposal.</summary>
    /// <returns>When readings were due in the end, and whether the round had been proposed before, by an orchestration that stopped.</returns>
    public async Task<(DateTimeOffset Due, bool Again)> RunAsync()
    {
        using var alarm = new Alarm(context);
        using var changes = new Events<CollectingChanged>(context);
        // A round that just began, and cannot end yet, need not be looked at.
        RoundState state = round == 1 && !MayEndEarly && context.Now() < FirstDue ? EverybodySilent() : await LookAsync();
        while (true)
        {
            if (MayBeProposed(state))
            {
                GradingAttempt attempt = await ProposeAsync(state);
                if (attempt.Proposed)
                    return (state.Due, attempt.Again);
                state = await LookAsync();
                // By the rosters as they are now somebody is assessed who was not when the cycle froze.
                if (state.Missing.Count == 0)
                    state = state with { Missing = attempt.Missing };
            }

            await TellAsync(state);
            state = await WaitAsync(alarm, changes, state);
        }
    }

    /// <summary>Waits until something may have changed that matters.</summary>
    /// <returns>
    /// How the round stands then; complete where everybody said to be final, which proposing it will show. Not so in a round after a return: a late event of
    /// what was returned answers nothing, and its readings are all there.
    /// </returns>
    private async Task<RoundState> WaitAsync(Alarm alarm, Events<CollectingChanged> changes, RoundState state)
    {
        HashSet<SilentSource> silent = [.. state.Silent];
        DateTimeOffset look = NextLook(state);
        while (true)
        {
            context.SetCustomStatus(new PoolStatus(
                PoolPhase.Collecting, round, state.Due, [.. silent.Take(MostShown).Select(one => $"{one.Township}/{one.Source}")], overdue.Contains(state.Due), Parts: PartsOf(state)));
            CollectingChanged? change = await alarm.WhenAsync(changes.Next, look) ? await changes.TakeAsync() : null;
            if (change is { Kind: not CollectingChange.Finished })
                return await LookAsync();
            silent.RemoveWhere(one => one.Township == change?.Township && one.Source == change.Source);
            if (round == 1 && MayEndEarly && silent.Count == 0 && state.Silent.Count > 0)
                return state with { Readiness = RoundReadiness.Complete, Silent = [] };
            if (change is null || context.Now() >= state.Due || (MayEndEarly && silent.Count == 0))
                return await LookAsync();
        }
    }

    private bool MayBeProposed(RoundState state) => state.Readiness switch
    {
        RoundReadiness.Complete => MayEndEarly || context.Now() >= state.Due,
        RoundReadiness.CompleteWhenDue => context.Now() >= state.Due,
        _ => state.Readiness == RoundReadiness.Proposed,
    };

    private async Task<GradingAttempt> ProposeAsync(RoundState state)
    {
        if (state.Readiness == RoundReadiness.Proposed)
            return new GradingAttempt(Proposed: true, Again: true);
        context.SetCustomStatus(new PoolStatus(PoolPhase.Grading, round));
        return await context.DoAsync<GradingAttempt>(nameof(GradeActivities.ProposeGrades), new RoundToGrade(which, context.Now() >= state.Due));
    }

    private Task<RoundState> LookAsync() => context.DoAsync<RoundState>(nameof(CollectActivities.LookAtRound), new RoundToLookAt(which, returnedAt, context.Now()));

    private RoundState EverybodySilent() => new(
        pool.Times.CollectingDue, RoundReadiness.Incomplete, [.. pool.Townships.SelectMany(township => pool.Sources, (township, source) => new SilentSource(township, source))], [])
    {
        Parts = [.. pool.Times.SourcesDue.Select(part => new PartState(part.Source, part.Due, []))],
    };

    private DateTimeOffset FirstDue => pool.Times.SourcesDue.Select(part => part.Due).Append(pool.Times.CollectingDue).Min();

    // What a part lacks is known, and told, when it was looked at.
    private IReadOnlyList<PartStatus>? PartsOf(RoundState state) => state.Parts.Count == 0
        ? null
        : [.. state.Parts.Select(part => new PartStatus(part.Source, part.Due, part.Missing.Sum(one => one.Readings ?? 0), part.Missing.Count > 0 && overdue.Contains(part.Due)))];

    // A moment that came while something else was done is not past: it is next.
    private DateTimeOffset NextLook(RoundState state) => state.Parts.Select(part => part.Due).Append(state.Due)
        .SelectMany(due => pool.Times.RemindBefore.Select(before => due - before).Append(due))
        .Append(pool.Times.GradingFrom)
        .Where(moment => moment > remindedUntil)
        .Append(MayEndEarly ? context.Now() + Steps.LookAgain : DateTimeOffset.MaxValue)
        .Min();

    // The sources that have a due time of their own are reminded of that, and not of the one when everything is due: then the county is told of all that is missing.
    private async Task TellAsync(RoundState state)
    {
        (DateTimeOffset since, DateTimeOffset now) = (remindedUntil, context.Now());
        remindedUntil = now;
        HashSet<string> parts = [.. state.Parts.SelectMany(part => part.Missing).Select(one => one.Role)];
        await TellAsync(state.Due, since, now, [.. state.Missing.Where(one => !parts.Contains(one.Role))], state.Missing);
        foreach (IGrouping<DateTimeOffset, PartState> part in state.Parts.GroupBy(part => part.Due))
        {
            MissingFromRole[] missing = [.. part.SelectMany(one => one.Missing)];
            if (missing.Length > 0)
                await TellAsync(part.Key, since, now, missing, missing);
        }
    }

    private async Task TellAsync(DateTimeOffset due, DateTimeOffset since, DateTimeOffset now, IReadOnlyList<MissingFromRole> reminded, IReadOnlyList<MissingFromRole> missing)
    {
        if (now < due)
        {
            foreach (TimeSpan before in pool.Times.RemindBefore.Where(before => due - before > since && due - before <= now).TakeLast(1))
            {
                await context.TellAsync([.. reminded.Select(one =>
                    new MessageRequest(pool.Key, pool.Pool, MessageKind.ReadingsMissing, [one.Role], Occasion.Before(before, due), due, one.Readings))]);
            }
        }
        else if (overdue.Add(due))
        {
            int? readings = round == 1 ? missing.Sum(one => one.Readings) : null;
            await context.TellAsync(new MessageRequest(
                pool.Key, pool.Pool, MessageKind.CollectingOverdue, ["county"], Occasion.Due(due), due, readings, string.Join(", ", missing.Select(one => one.Role))));
        }
    }
}
