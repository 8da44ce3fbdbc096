using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>Turns JSON bodies (<see cref="Http.FromBodyAttribute"/>) and orchestration data into objects and back.</summary>
    /// <value>System.Text.Json with the configured <see cref="System.Text.Json.JsonSerializerOptions"/>, property names in any case.</value>
    public ObjectSerializer? Serializer { get; set; }
}
