using Microsoft.DurableTask;
using Microsoft.DurableTask.Local;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The orchestrators and activities that are functions, for the engine.</summary>
internal sealed class FunctionTaskCatalog : ITaskCatalog
{
    private readonly Dictionary<TaskName, ITaskOrchestrator> orchestrators;
    private readonly Dictionary<TaskName, ITaskActivity> activities;

    public FunctionTaskCatalog(FunctionCatalog functions, FunctionRunner runner)
    {
        orchestrators = functions.Of<OrchestratorFunction>()
            .ToDictionary(function => function.TaskName, function => (ITaskOrchestrator)new FunctionOrchestrator(function, runner));
        activities = functions.Of<ActivityFunction>()
            .ToDictionary(function => function.TaskName, function => (ITaskActivity)new FunctionActivity(function, runner));
    }

    public IEnumerable<string> OrchestratorNames => orchestrators.Keys.Select(name => name.Name);

    public IEnumerable<string> ActivityNames => activities.Keys.Select(name => name.Name);

    public ITaskOrchestrator? FindOrchestrator(TaskName name) => orchestrators.GetValueOrDefault(name);

    public ITaskActivity? FindActivity(TaskName name) => activities.GetValueOrDefault(name);
}
