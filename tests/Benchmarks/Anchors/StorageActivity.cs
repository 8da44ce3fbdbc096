using DurableTask.Core;

namespace Yuekao.Benchmarks.Anchors;

/// <summary>Makes the storage calls of one activity.</summary>
internal sealed class StorageActivity(BareStorage storage) : AsyncTaskActivity<StepInput, bool>
{
    protected override async Task<bool> ExecuteAsync(TaskContext context, StepInput input)
    {
        await storage.DoAsync(input.Steps, input.Partition);
        return true;
    }
}

/// <summary>Input of an anchor's county.</summary>
/// <param name="County">Its name, and its instance.</param>
/// <param name="Steps">What it does.</param>
internal sealed record CountyInput(string County, MonthSteps Steps)
{
    /// <summary>A pool's instance.</summary>
    public string PoolId(int pool) => FormattableString.Invariant($"{County}-{pool}");
}

/// <summary>Input of an anchor's pool.</summary>
/// <param name="Pool">Its instance.</param>
/// <param name="Steps">What it does.</param>
internal sealed record PoolInput(string Pool, MonthSteps Steps);

/// <summary>Input of an anchor's activity.</summary>
/// <param name="Partition">Where it writes.</param>
/// <param name="Steps">What it does.</param>
internal sealed record StepInput(string Partition, PhaseSteps Steps);
