namespace Yuekao.App.Platform;

/// <summary>What must hold for texts that people write: they are not blank, and not longer than allowed.</summary>
internal static class TextRules
{
    private const int LongestName = 50;

    /// <summary>As it follows the path of a text that does not hold.</summary>
    public static string Expected(int longest) => $"must be 1 to {longest} characters.";

    public static bool IsText(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;

    public static IEnumerable<ProblemError> Text(string path, string? text, int longest) => IsText(text, longest) ? [] : [new ProblemError(path, Expected(longest))];

    /// <summary>The name of a person, a place or a document: it stands on one line.</summary>
    public static bool IsName(string name) => IsText(name, LongestName) && !name.Any(char.IsControl);

    public static string ExpectedName => $"must be 1 to {LongestName} characters on one line.";

    public static IEnumerable<ProblemError> Name(string path, string name) => IsName(name) ? [] : [new ProblemError(path, ExpectedName)];
}
