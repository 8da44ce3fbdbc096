namespace Microsoft.DurableTask.Local;

/// <summary>The orchestrators and activities that a host has.</summary>
internal interface ITaskCatalog
{
    /// <summary>The names of all orchestrators, for messages.</summary>
    IEnumerable<string> OrchestratorNames { get; }

    /// <summary>The names of all activities, for messages.</summary>
    IEnumerable<string> ActivityNames { get; }

    /// <summary>The orchestrator of a name, or <see langword="null"/>.</summary>
    ITaskOrchestrator? FindOrchestrator(TaskName name);

    /// <summary>The activity of a name, or <see langword="null"/>.</summary>
    ITaskActivity? FindActivity(TaskName name);
}
