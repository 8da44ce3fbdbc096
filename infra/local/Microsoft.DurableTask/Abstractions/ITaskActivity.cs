namespace Microsoft.DurableTask;

/// <summary>A step of work that an orchestrator calls. It runs at least once, so it must be idempotent, and it fails by throwing.</summary>
public interface ITaskActivity
{
    /// <summary>The type that the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Does the work.</summary>
    /// <param name="context">Who asks for it.</param>
    /// <param name="input">An <see cref="InputType"/>, or <see langword="null"/>.</param>
    /// <returns>The result, which is recorded once and replayed from then on.</returns>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}
