namespace Yuekao.App.Stages.Dispatch;

/// <param name="Problem">Why it cannot open; null where it has.</param>
/// <param name="IsClosed">Whether it is closed already, by an orchestration that stopped.</param>
public sealed record DispatchPlan(DateTimeOffset Due, IReadOnlyList<TimeSpan> RemindBefore, IReadOnlyList<TownshipId> Townships, bool IsClosed, string? Problem = null);

/// <param name="Projects">How many of its projects have no report that stands.</param>
public sealed record SilentTownship(TownshipId Township, string Name, int Projects);

/// <summary>What became of a ranking's computed readings: they count; the cycle has not opened yet; or its collecting has ended.</summary>
public enum ReadingsOutcome
{
    Stored,
    NotOpen,
    Over,
}

/// <summary>The steps of a month's dispatch. Each may run more than once.</summary>
public sealed class DispatchActivities(
    DispatchRounds rounds, DispatchStore dispatches, DispatchPlaces places, DispatchCloser closer, RankingReadings readings, CycleStore cycles, CycleContexts contexts,
    ProjectStore projects, PlacesStore counties, AuditTrail audit, TimeProvider clock)
{
    [Function(nameof(PlanDispatch))]
    public async Task<DateTimeOffset> PlanDispatch([ActivityTrigger] CycleKey key, CancellationToken cancellation) => (await rounds.ReadAsync(key, cancellation)).Opens;

    /// <summary>Opens it for the county's townships and its list of projects as they are now, once: what it opened with stays.</summary>
    [Function(nameof(OpenDispatch))]
    public async Task<DispatchPlan> OpenDispatch([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        while (true)
        {
            DispatchRound round = await rounds.ReadAsync(key, cancellation);
            if (round.OpenedAt is not null)
                return PlanOf(round);
            Versioned<ProjectList>? list = await projects.FindAsync(key.County, version: null, cancellation);
            IReadOnlyList<Township> townships = (await counties.FindAsync(key.County, cancellation))?.Document.Townships ?? [];
            if (list is null)
                return PlanOf(round) with { Problem = "The county's list of projects is not stored." };
            if (!townships.Any(township => list.Document.Of(township.Id).Any()))
                return PlanOf(round) with { Problem = "The county's list of projects has nothing that a township has to report on." };
            DispatchRound opened = round with
            {
                OpenedAt = clock.GetUtcNow(),
                ListVersion = list.Version.Version,
                From = (await rounds.FindLastMonthAsync(key, cancellation))?.Until.AddDays(1) ?? key.Period.FirstDay,
                Townships = [.. townships.Select(township => new DispatchTownship(township.Id, township.Name))],
            };
            await dispatches.OpenAsync(key, townships.Select(township => township.Id), cancellation);
            var entry = new AuditEntry(key.County.Value, key.Actor, nameof(OpenDispatch), round.Resource, Digest.OfJson(round), Digest.OfJson(opened));
            if (await audit.RecordAsync(entry, stop => rounds.TryReplaceAsync(opened, stop), cancellation))
                return PlanOf(opened);
        }
    }

    /// <summary>Who is silent, as it stands in storage; in the county's order.</summary>
    [Function(nameof(LookAtDispatch))]
    public async Task<IReadOnlyList<SilentTownship>> LookAtDispatch([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        OpenedDispatch dispatch = await places.FindAsync(await rounds.ReadAsync(key, cancellation), cancellation) ?? throw new InvalidOperationException($"The dispatch of {key} has not opened.");
        HeardDispatch heard = await dispatches.ReadAsync(key, cancellation);
        return [.. dispatch.Round.Townships.Select(one => new SilentTownship(one.Township, one.Name, dispatch.SilentOf(one.Township, heard.Reports).Count())).Where(one => one.Projects > 0)];
    }

    /// <summary>Closes it with what it heard.</summary>
    /// <returns>Who stayed silent.</returns>
    [Function(nameof(CloseDispatch))]
    public async Task<IReadOnlyList<SilentTownship>> CloseDispatch([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        ClosedDispatch closed = await closer.CloseAsync(key, cancellation);
        return [.. closed.Townships.Select(one => new SilentTownship(one.Township, one.Name, one.Silent.Count())).Where(one => one.Projects > 0)];
    }

    /// <summary>Submits what the ranking reads of it, and wakes who waits for that.</summary>
    [Function(nameof(SubmitProjectReadings))]
    public async Task<ReadingsOutcome> SubmitProjectReadings([ActivityTrigger] CycleKey key, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        // A dispatch is the month's, whichever edition of the cycle reads it.
        CycleRecord? cycle = await cycles.FindAsync(key, cancellation);
        // Opened anew, it asks by itself.
        if (cycle?.Phase == CyclePhase.Cancelled)
            return ReadingsOutcome.Over;
        if (cycle is null || await contexts.FindAsync(cycle.Key, cancellation) is not { } context || await rounds.FindClosedAsync(key, cancellation) is not { } closed)
            return ReadingsOutcome.NotOpen;
        try
        {
            IReadOnlySet<TownshipId> stored = await readings.SubmitAsync(client, context, closed, key.Actor, nameof(SubmitProjectReadings), reason: null, cancellation);
            return stored.Count > 0 ? ReadingsOutcome.Stored : ReadingsOutcome.Over;
        }
        catch (EditionOverException)
        {
            // The next edition has just opened: it is looked for again.
            return ReadingsOutcome.NotOpen;
        }
    }

    private static DispatchPlan PlanOf(DispatchRound round) => new(round.Due, round.RemindBefore, [.. round.Townships.Select(one => one.Township)], round.ClosedAt is not null);
}
