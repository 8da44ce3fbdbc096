using System.Text.Json;
using Yuekao.Local.Azurite;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>An operation of the API document.</summary>
/// <param name="Path">Under the prefix, with parameters in braces.</param>
/// <param name="MediaTypes">Of the bodies that it takes.</param>
/// <param name="Roles">Who may call it, as the document says: <c>township</c>; empty for everybody.</param>
internal sealed record FuzzedOperation(string Id, string Verb, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> MediaTypes, IReadOnlyList<string> Roles)
{
    public override string ToString() => $"{Verb} {Path}";
}

internal static class FuzzedApi
{
    /// <summary>All operations of the committed API document.</summary>
    public static async Task<IReadOnlyList<FuzzedOperation>> ReadAsync(CancellationToken cancellation)
    {
        string file = System.IO.Path.Combine(RepositoryFolders.Root, "functions", "App", "openapi.json");
        JsonElement document = JsonElement.Parse(await File.ReadAllBytesAsync(file, cancellation));
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from verb in path.Value.EnumerateObject()
               select new FuzzedOperation(
                   verb.Value.GetProperty("operationId").GetString()!,
                   verb.Name.ToUpperInvariant(),
                   path.Name,
                   [.. List(verb.Value, "parameters").Where(one => one.GetProperty("in").GetString() == "query").Select(one => one.GetProperty("name").GetString()!)],
                   verb.Value.TryGetProperty("requestBody", out JsonElement body) ? [.. body.GetProperty("content").EnumerateObject().Select(content => content.Name)] : [],
                   [.. List(verb.Value, "x-access").Select(policy => policy.GetProperty("role").GetString()!).Distinct()]),
        ];
    }

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement list) ? list.EnumerateArray() : default;
}
