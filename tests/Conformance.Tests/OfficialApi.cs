namespace Yuekao.Conformance.Tests;

/// <summary>The committed lists of the official packages' public and protected members.</summary>
internal static class OfficialApi
{
    /// <summary>Reads lists of <c>api/</c>, by signature.</summary>
    public static IReadOnlyDictionary<string, ApiEntry> Read(IEnumerable<string> lists) => lists
        .SelectMany(list => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "api", $"{list}.txt")))
        .Where(line => !line.StartsWith('#') && line.Contains("  |  ", StringComparison.Ordinal))
        .Select(line => ApiEntry.Parse(line[(line.IndexOf("  |  ", StringComparison.Ordinal) + 5)..]))
        .DistinctBy(entry => entry.Signature)
        .ToDictionary(entry => entry.Signature);
}
