using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Reads what a method returned, through whichever kind of task it is in.</summary>
internal static class AsyncResult
{
    /// <summary>The type inside a task; void for those with nothing inside.</summary>
    public static Type TypeOf(Type returned)
    {
        if (returned == typeof(Task) || returned == typeof(ValueTask))
            return typeof(void);
        return returned.IsGenericType && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? returned.GenericTypeArguments[0]
            : returned;
    }

    /// <summary>What turns the returned object into the value.</summary>
    public static Func<object?, ValueTask<object?>> ReaderFor(Type returned)
    {
        if (returned == typeof(Task))
            return OfTask;
        if (returned == typeof(ValueTask))
            return OfValueTask;
        Type value = TypeOf(returned);
        if (value == returned)
            return ValueTask.FromResult;
        string reader = returned.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(OfTaskWithResult) : nameof(OfValueTaskWithResult);
        return typeof(AsyncResult).GetMethod(reader, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(value)
            .CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static async ValueTask<object?> OfTask(object? returned)
    {
        await (Task)returned!;
        return null;
    }

    private static async ValueTask<object?> OfValueTask(object? returned)
    {
        await (ValueTask)returned!;
        return null;
    }

    private static async ValueTask<object?> OfTaskWithResult<T>(object? returned) => await (Task<T>)returned!;

    private static async ValueTask<object?> OfValueTaskWithResult<T>(object? returned) => await (ValueTask<T>)returned!;
}
