using Microsoft.DurableTask.Local;

namespace Microsoft.DurableTask.Tests;

/// <summary>Orchestrators and activities made of delegates. They can be replaced while a hub runs, as a deployment does.</summary>
internal sealed class TestCatalog : ITaskCatalog
{
    private readonly Dictionary<string, ITaskOrchestrator> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ITaskActivity> activities = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> OrchestratorNames => orchestrators.Keys;

    public IEnumerable<string> ActivityNames => activities.Keys;

    public ITaskOrchestrator? FindOrchestrator(TaskName name) => orchestrators.GetValueOrDefault(name.Name);

    public ITaskActivity? FindActivity(TaskName name) => activities.GetValueOrDefault(name.Name);

    public TestCatalog Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> code)
    {
        orchestrators[name] = FuncTaskOrchestrator.Create(code);
        return this;
    }

    public TestCatalog Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> code) =>
        Orchestrator<object?, TOutput>(name, (context, _) => code(context));

    public TestCatalog Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> work) => Activity<TInput, TOutput>(name, (_, input) => work(input));

    public TestCatalog Activity<TInput, TOutput>(string name, Func<TInput, TOutput> work) =>
        Activity<TInput, TOutput>(name, (_, input) => Task.FromResult(work(input)));

    public TestCatalog Activity<TInput, TOutput>(string name, Func<TaskActivityContext, TInput, Task<TOutput>> work)
    {
        activities[name] = FuncTaskActivity.Create(work);
        return this;
    }
}
