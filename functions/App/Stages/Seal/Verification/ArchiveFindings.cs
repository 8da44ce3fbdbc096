using Yuekao.Assessment.Loading;

namespace Yuekao.App.Stages.Seal;

/// <summary>Collects what is wrong with an archive: never only the first.</summary>
internal sealed class ArchiveFindings
{
    private const int LongestText = 300;

    private readonly List<ArchiveDifference> all = [];

    public IReadOnlyList<ArchiveDifference> All => all;

    public void Add(string where, string what, string? expected = null, string? found = null) => all.Add(new ArchiveDifference(where, what, Short(expected), Short(found)));

    public void Require<T>(string where, string what, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
            Add(where, what, expected?.ToString(), found?.ToString());
    }

    /// <summary>Does one step; null where it could not be done: what was tampered with may break any of its assumptions. That is a finding, and the next step goes on.</summary>
    public T? Try<T>(string where, string otherwise, Func<T?> step)
        where T : class
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Add(where, $"{otherwise}: {exception.Message}");
            return null;
        }
    }

    /// <summary>Holds what was recomputed against what the archive has, value by value.</summary>
    public void Compare<T>(string entry, string path, T expected, T found) =>
        Compare(entry, path, expected, JsonSerializer.SerializeToElement(found, DocumentJson.Options));

    /// <summary>Holds what was recomputed against an entry's own JSON, so that also what only is shown is checked.</summary>
    public void Compare<T>(string entry, string path, T expected, JsonElement? found)
    {
        JsonElement recomputed = JsonSerializer.SerializeToElement(expected, DocumentJson.Options);
        if (found is not null || recomputed.ValueKind != JsonValueKind.Null)
            Compare(entry, path, (JsonElement?)recomputed, found);
    }

    private void Compare(string entry, string path, JsonElement? expected, JsonElement? found)
    {
        if (expected is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } wanted && found?.ValueKind == wanted.ValueKind)
        {
            (OrderedDictionary<string, JsonElement?> parts, var there) = (PartsOf(wanted, path), PartsOf(found.Value, path));
            foreach (string at in parts.Keys.Union(there.Keys))
                Compare(entry, at, parts.GetValueOrDefault(at), there.GetValueOrDefault(at));
        }
        else if (expected is not { } one || found is not { } other || !JsonElement.DeepEquals(one, other))
        {
            Add($"{entry} {path}", "It is not what the archive's inputs give.", Text(expected), Text(found));
        }
    }

    private static OrderedDictionary<string, JsonElement?> PartsOf(JsonElement whole, string path)
    {
        var parts = new OrderedDictionary<string, JsonElement?>();
        if (whole.ValueKind == JsonValueKind.Array)
        {
            foreach ((int index, JsonElement element) in whole.EnumerateArray().Index())
                parts[JsonPath.Element(path, index)] = element;
            return parts;
        }

        // Of a name that is there twice the last one counts, as to every reader.
        foreach (JsonProperty member in whole.EnumerateObject())
            parts[JsonPath.Member(path, member.Name)] = member.Value;
        return parts;
    }

    private static string? Text(JsonElement? value) => value is { } some ? (some.ValueKind == JsonValueKind.String ? some.GetString() : some.GetRawText()) : null;
    private static string? Short(string? text) => text?.Length > LongestText ? $"{text[..LongestText]}…" : text;
}

/// <summary>What a verification of an archive by itself found.</summary>
/// <param name="Seal">The SHA-256 of the manifest that is in it; null where none can be read.</param>
/// <param name="Anchor">Null where the archive does not say.</param>
internal sealed record ArchiveReport(string? Seal, AuditAnchor? Anchor, ArchiveCounts Checked, IReadOnlyList<ArchiveDifference> Differences);

/// <summary>How much of an archive was recomputed: the outcomes of so many subjects, which rest on so many readings.</summary>
public sealed record ArchiveCounts(int Subjects, int Readings, int LedgerLines, int Appeals);

/// <summary>Something in an archive that is not as it must be.</summary>
/// <param name="Where">The entry and the place in it: <c>pools/gaowan/result.json $.decided.outcomes[3].grade</c>.</param>
/// <param name="Found">Null for nothing, as what is expected.</param>
public sealed record ArchiveDifference(string Where, string What, string? Expected = null, string? Found = null);
