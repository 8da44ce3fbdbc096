using System.Text.Json.Nodes;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Platform.OpenApi;

/// <summary>The API document that is committed.</summary>
internal static class CommittedDocument
{
    /// <summary>Where it is.</summary>
    public static string File { get; } = Path.Combine(RepositoryFolders.Root, "functions", "App", "openapi.json");

    public static JsonNode Read() => JsonNode.Parse(System.IO.File.ReadAllText(File))!;

    /// <summary>Its operations.</summary>
    public static IReadOnlyList<DescribedOperation> Operations(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new DescribedOperation(operation.Key.ToUpperInvariant(), path.Key.TrimStart('/'), operation.Value!.AsObject()),
    ];

    /// <summary>What a reference leads to; null for nothing.</summary>
    public static JsonNode? Follow(JsonNode document, string reference) => reference.StartsWith("#/", StringComparison.Ordinal)
        ? reference[2..].Split('/').Aggregate((JsonNode?)document, (node, name) => node is JsonObject one ? one[name] : null)
        : null;

    /// <summary>Every reference in it.</summary>
    public static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject described => described.SelectMany(member => member is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}

/// <summary>An operation of the document.</summary>
internal sealed record DescribedOperation(string Verb, string Path, JsonObject Described)
{
    public string Id => (string?)Described["operationId"] ?? "";

    public IReadOnlyList<(string In, string Name)> Parameters =>
        [.. (Described["parameters"]?.AsArray() ?? []).Select(parameter => ((string)parameter!["in"]!, (string)parameter["name"]!))];

    public IReadOnlyList<string> Statuses => [.. Described["responses"]!.AsObject().Select(response => response.Key)];

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Verb} {Path}";
}
