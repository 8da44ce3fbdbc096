using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>
/// Runs a cycle of a county: freezes, lets each pool run, adds up the ledger, hears appeals, seals (docs/design.md 5). It calculates nothing: what must be known
/// is asked of activities, and what people do comes as events that only wake.
/// </summary>
public static class CountyCycleOrchestrator
{
    // A cycle that could not freeze tries again by itself: whoever mends a roster need not know of it.
    private static readonly TimeSpan TryAgain = TimeSpan.FromHours(1);

    /// <summary>Runs the cycle until its rectifications are over.</summary>
    [Function(nameof(CountyCycleOrchestrator))]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, CycleStart start)
    {
        CycleKey key = start.Key;
        bool isOver = await context.KeepGoingAsync(() => start, RunAsync, async reason =>
        {
            context.SetCustomStatus(new CycleStatus(CyclePhase.Stopped, context.Now() + Steps.LookAgain, Failure: reason));
            await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CycleStopped, ["county"], Occasion.At(context.Now()), Detail: reason));
        });
        if (isOver)
            await EndAsync(context, key);

        async Task RunAsync()
        {
            CyclePlan plan = await OpenAsync(context, key);
            if (!start.IsPublished)
                await RunPoolsAsync(context, key, plan);
            var appeals = new AppealsWindow(context, key, plan);
            DateTimeOffset published = await appeals.OpenAsync();
            start = start with { IsPublished = true };
            using var timers = new Timers();
            Task followUps = Task.WhenAll(
                FollowUps.AcknowledgementsAsync(context, key, plan, published, timers.Token), FollowUps.RectificationsAsync(context, key, plan, published, timers.Token),
                plan.HasActions ? FollowUps.ActionsAsync(context, key, plan, published, timers.Token) : Task.CompletedTask);
            await appeals.RunAsync();

            context.SetCustomStatus(new CycleStatus(CyclePhase.Sealing));
            SealedCycle seal = await context.DoAsync<SealedCycle>(nameof(ArchiveActivities.SealCycle), key);
            context.SetCustomStatus(new CycleStatus(CyclePhase.Sealed));
            await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CycleSealed, ["county", "finance"], Occasion.Once, Detail: seal.Seal));
            if (plan.FillsCohort)
                await FillCohortAsync(context, key);
            await followUps;
        }
    }

    /// <summary>Has the selected join their cohort, and tells the county, and those who found no place.</summary>
    private static async Task FillCohortAsync(TaskOrchestrationContext context, CycleKey key)
    {
        CohortFilling filling = await context.DoAsync<CohortFilling>(nameof(CohortActivities.FillCohort), key);
        await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CohortFilled, ["county"], Occasion.Once, Count: filling.Joined, Detail: filling.Names));
        if (filling.WithoutPlace.Count > 0)
            await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CohortFull, [.. filling.WithoutPlace.Select(person => $"cadre:{person}")], Occasion.Once));
    }

    /// <summary>Lets every pool run until its results are out, and closes the county's ledger.</summary>
    private static async Task RunPoolsAsync(TaskOrchestrationContext context, CycleKey key, CyclePlan plan)
    {
        context.SetCustomStatus(new CycleStatus(CyclePhase.Open, Waiting: plan.Pools.Count));
        await context.TellAsync([.. SourcesOf(plan).GroupBy(source => source.Due, source => source.Role).Select(sources =>
            new MessageRequest(key, Pool: null, MessageKind.CollectingOpened, [.. sources], Occasion.Once, sources.Key))]);
        // What an earlier edition was told of a dispatch that has closed, this one is told as well.
        if (plan.HasDispatch && key.Edition > 1)
            await context.DoAsync<ReadingsOutcome>(nameof(DispatchActivities.SubmitProjectReadings), key);
        bool[] areOver = await Task.WhenAll(plan.Pools.Select(pool => context.CallSubOrchestratorAsync<bool>(
            nameof(PoolCycleOrchestrator),
            new PoolCycle(key, pool.Id, pool.Meeting, pool.Townships, plan.Sources, plan.Times with { CollectingDue = pool.CollectingDue, DecisionDue = pool.DecisionDue })
            {
                HasActions = plan.HasActions,
                IsSupervised = plan.IsSupervised,
            },
            new SubOrchestrationOptions(new TaskOptions(), key.PoolInstanceId(pool.Id)))));
        if (areOver.Contains(true))
            throw new EditionOverException(key);

        context.SetCustomStatus(new CycleStatus(CyclePhase.Ledger));
        LedgerClosing ledger = await context.DoAsync<LedgerClosing>(nameof(LedgerActivities.CloseLedger), key);
        if (ledger.Differences.Count > 0)
            throw new InvalidOperationException($"The ledger of {key} does not reconcile: {string.Join("; ", ledger.Differences.Select(one => $"{one.Name ?? "county"}: {one.Difference} fen"))}");
    }

    /// <summary>The edition is over: whoever was asked for something is told, unless what follows asks them anew.</summary>
    private static async Task EndAsync(TaskOrchestrationContext context, CycleKey key)
    {
        context.SetCustomStatus(new CycleStatus(CyclePhase.Cancelled));
        EndedEdition ended = await context.DoAsync<EndedEdition>(nameof(EditionActivities.EndEdition), key);
        if (ended.Asked.Count > 0)
            await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CycleCancelled, ended.Asked, Occasion.Once, Detail: ended.Reason));
    }

    private static (string Role, DateTimeOffset Due)[] SourcesOf(CyclePlan plan)
    {
        DateTimeOffset all = plan.Pools.Min(pool => pool.CollectingDue);
        return
        [
            .. plan.Pools.SelectMany(pool => pool.Townships).SelectMany(
                _ => plan.Sources.Where(source => source.IsReported),
                (township, source) => (SourceRole.Of(township, source), plan.Times.SourcesDue.FirstOrDefault(part => part.Source == source)?.Due ?? all)).Distinct(),
        ];
    }

    private static async Task<CyclePlan> OpenAsync(TaskOrchestrationContext context, CycleKey key)
    {
        DateTimeOffset opens = await context.DoAsync<DateTimeOffset>(nameof(FreezeActivities.PlanOpening), key);
        if (opens > context.Now())
            context.SetCustomStatus(new CycleStatus(CyclePhase.Scheduled, opens));
        await context.UntilAsync(opens);
        using var alarm = new Alarm(context);
        using var again = new Events<FreezeAgain>(context);
        for (bool isTold = false; ; isTold = true)
        {
            context.SetCustomStatus(new CycleStatus(CyclePhase.Freezing));
            FreezeResult result = await context.DoAsync<FreezeResult>(nameof(FreezeActivities.FreezeCycle), key);
            if (result.Plan is { } plan)
                return plan;
            if (!isTold)
                await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CycleBlocked, ["county"], Occasion.Once, Count: result.Problems.Count, Detail: result.Problems[0].Message.ToString()));
            context.SetCustomStatus(new CycleStatus(CyclePhase.Blocked, context.Now() + TryAgain));
            if (await alarm.WhenAsync(again.Next, context.Now() + TryAgain))
                await again.TakeAsync();
        }
    }
}
