namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>What a function returned, or what middleware put in its place.</summary>
internal sealed class InvocationOutcome
{
    public object? Value { get; set; }
}
