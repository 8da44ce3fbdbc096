namespace Microsoft.DurableTask.Local;

/// <summary>Code called something that the host does not have.</summary>
internal sealed class TaskNotFoundException(string message) : InvalidOperationException(message)
{
    public static TaskNotFoundException Activity(string name, IEnumerable<string> known) => new(Text("activity", name, known));

    public static TaskNotFoundException Orchestrator(string name, IEnumerable<string> known) => new(Text("orchestrator", name, known));

    private static string Text(string kind, string name, IEnumerable<string> known)
    {
        string names = string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase));
        return $"There is no {kind} named '{name}'. This host has {(names.Length == 0 ? "none" : names)}.";
    }
}
