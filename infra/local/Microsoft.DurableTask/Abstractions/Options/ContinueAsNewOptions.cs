namespace Microsoft.DurableTask;

/// <summary>How an orchestration begins anew.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The new input.</summary>
    public object? NewInput { get; set; }

    /// <summary>The new version; the present one when not given.</summary>
    public string? NewVersion { get; set; }

    /// <summary>Whether events that nobody has waited for yet are kept.</summary>
    /// <value>True by default.</value>
    public bool PreserveUnprocessedEvents { get; set; } = true;
}
