namespace Microsoft.Azure.Functions.Worker;

/// <summary>A binding of a function: its trigger, or another input.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter it binds.</summary>
    public abstract string Name { get; }

    /// <summary>Its type, such as <c>httpTrigger</c> or <c>durableClient</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whether it brings a value in or takes one out.</summary>
    public abstract BindingDirection Direction { get; }
}

/// <summary>Where a binding's value goes.</summary>
public enum BindingDirection
{
    /// <summary>To the function.</summary>
    In,

    /// <summary>From the function.</summary>
    Out,
}
