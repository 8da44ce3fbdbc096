using System.Globalization;
using System.Text.Json.Nodes;

namespace Yuekao.Assessment.Tests.Documents;

/// <summary>Makes mistakes in a document, each at the JSON path at which an error would be reported.</summary>
internal static class DocumentEdit
{
    /// <summary>
    /// Applies changes written <c>$.path = json</c> (replace or add a member), <c>$.list += json</c> (append) and <c>$.path -</c> (remove), in order.
    /// </summary>
    public static string Apply(string name, params IEnumerable<string> changes)
    {
        var root = SchemeFiles.Parse(name);
        foreach (var change in changes)
        {
            var parts = change.Split(' ', 3);
            Make(root, parts[0].Split(['$', '.', '[', ']'], StringSplitOptions.RemoveEmptyEntries), parts[1], parts.ElementAtOrDefault(2) ?? "");
        }

        return root.ToJsonString();
    }

    private static void Make(JsonNode root, string[] steps, string what, string json)
    {
        var owner = steps[..^1].Aggregate(root, (node, step) => Index(step) is { } index ? node[index]! : node[step]!);
        switch (what, owner, Index(steps[^1]))
        {
            case ("+=", _, _):
                owner[steps[^1]]!.AsArray().Add(JsonNode.Parse(json));
                break;
            case ("-", JsonArray list, { } index):
                list.RemoveAt(index);
                break;
            case ("-", JsonObject members, _):
                Assert.True(members.Remove(steps[^1]));
                break;
            case ("=", JsonArray list, { } index):
                list[index] = JsonNode.Parse(json);
                break;
            case ("=", JsonObject members, _):
                members[steps[^1]] = JsonNode.Parse(json);
                break;
            default:
                throw new ArgumentException($"'{what}' cannot be done there.");
        }
    }

    private static int? Index(string step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? index : null;
}
