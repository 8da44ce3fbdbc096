namespace Microsoft.DurableTask;

/// <summary>A failure as it is recorded: exceptions do not survive a restart, this does.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown, when known.</param>
/// <param name="InnerFailure">What caused it, when known.</param>
/// <param name="Properties">Further facts about the failure, when there are any.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    /// <summary>Records an exception with its inner exceptions.</summary>
    /// <param name="exception">What was thrown.</param>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new TaskFailureDetails(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    /// <summary>Whether the failure is an exception of a type or of one derived from it.</summary>
    /// <typeparam name="T">The exception type.</typeparam>
    /// <returns>False also when the failure's type cannot be found in this process.</returns>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure is an exception of a type or of one derived from it.</summary>
    /// <param name="targetBaseExceptionType">The exception type.</param>
    /// <returns>False also when the failure's type cannot be found in this process.</returns>
    /// <exception cref="ArgumentException">The type is no exception.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));

        return ErrorType == targetBaseExceptionType.FullName
            || (FindType(ErrorType) is { } thrown && targetBaseExceptionType.IsAssignableFrom(thrown));
    }

    /// <summary>The failure as <c>type: message</c>.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static Type? FindType(string name) =>
        Type.GetType(name) ?? AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);
}
