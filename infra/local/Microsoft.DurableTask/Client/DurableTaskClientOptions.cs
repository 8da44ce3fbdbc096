using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>How a client works.</summary>
public class DurableTaskClientOptions
{
    /// <summary>The version of instances that are started without one.</summary>
    /// <value>Empty, unversioned, by default.</value>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>Writes and reads payloads.</summary>
    /// <value>JSON by default.</value>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;
}
