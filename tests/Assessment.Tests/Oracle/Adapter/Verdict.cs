namespace Yuekao.Assessment.Tests.Oracle.Adapter;

/// <summary>What became of one pool, as lines of text that both implementations write: the pool's own, and one a subject.</summary>
/// <param name="Explained">What the explained path, or its counterpart, says.</param>
/// <param name="Bulk">What the bulk path, which says less, or its counterpart, says.</param>
internal sealed record Verdict(List<string> Explained, List<string> Bulk)
{
    /// <summary>The lines that differ, each as both implementations have it.</summary>
    public List<string> DifferencesTo(Verdict actual) =>
        [.. Differences("", Explained, actual.Explained), .. Differences("bulk ", Bulk, actual.Bulk)];

    private static IEnumerable<string> Differences(string path, List<string> expected, List<string> actual) =>
        Enumerable.Range(0, Math.Max(expected.Count, actual.Count))
            .Select(line => (Expected: expected.ElementAtOrDefault(line), Actual: actual.ElementAtOrDefault(line)))
            .Where(line => line.Expected != line.Actual)
            .Select(line => $"{path}oracle: {line.Expected}{Environment.NewLine}{path}library: {line.Actual}");
}
