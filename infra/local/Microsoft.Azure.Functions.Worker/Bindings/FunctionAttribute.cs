namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method a function. One of its parameters carries its trigger.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Names the function.</summary>
    /// <param name="name">A letter, then letters, digits, <c>_</c> or <c>-</c>; unique in the app whatever its case.</param>
    public FunctionAttribute(string name) => Name = name;

    /// <summary>The function's name.</summary>
    public string Name { get; }
}
