using DurableTask.Core;

namespace Yuekao.Benchmarks.Anchors;

/// <summary>A county of the anchor: its pools side by side, and one activity when all have ended.</summary>
internal sealed class CountyOrchestration : TaskOrchestration<bool, CountyInput>
{
    public override async Task<bool> RunTask(OrchestrationContext context, CountyInput input)
    {
        await Task.WhenAll(Enumerable.Range(0, input.Steps.Pools).Select(pool => context.CreateSubOrchestrationInstance<bool>(
            nameof(PoolOrchestration), string.Empty, input.PoolId(pool), new PoolInput(input.PoolId(pool), input.Steps))));
        return await context.ScheduleTask<bool>(nameof(StorageActivity), string.Empty, new StepInput(input.County, input.Steps.Proposal.ShareOf(0)));
    }
}

/// <summary>A pool of the anchor: an event or a time, activities, an event or a time, activities; its status tells how far it is.</summary>
internal sealed class PoolOrchestration : TaskOrchestration<bool, PoolInput, string, string>
{
    public const string Collecting = "collecting";
    public const string Deciding = "deciding";
    public const string Published = "published";

    private static readonly TimeSpan Due = TimeSpan.FromDays(3);

    private readonly Dictionary<string, TaskCompletionSource> events = new()
    {
        [Collecting] = new(),
        [Deciding] = new(),
    };

    private string status = "started";

    public override async Task<bool> RunTask(OrchestrationContext context, PoolInput input)
    {
        await PhaseAsync(context, Collecting, $"{input.Pool}-1", input.Steps.Proposal);
        await PhaseAsync(context, Deciding, $"{input.Pool}-2", input.Steps.Notices);
        status = Published;
        return true;
    }

    public override void OnEvent(OrchestrationContext context, string name, string input) => events[name].TrySetResult();

    public override string OnGetStatus() => status;

    private async Task PhaseAsync(OrchestrationContext context, string name, string partition, PhaseSteps steps)
    {
        status = name;
        using var over = new CancellationTokenSource();
        Task<bool> timer = context.CreateTimer(context.CurrentUtcDateTime + Due, true, over.Token);
        await Task.WhenAny(events[name].Task, timer);
        over.Cancel();
        for (int activity = 0; activity < steps.Activities; activity++)
            await context.ScheduleTask<bool>(nameof(StorageActivity), string.Empty, new StepInput($"{partition}-{activity}", steps.ShareOf(activity)));
    }
}
