namespace Microsoft.DurableTask;

/// <summary>The untyped input of a task as its declared type.</summary>
internal static class TypedInput
{
    public static T Of<T>(object? input, string task) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"The input of {task} is a {input.GetType()}, but the code expects a {typeof(T)}.", nameof(input)),
    };
}
