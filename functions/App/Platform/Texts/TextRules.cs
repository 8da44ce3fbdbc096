namespace Yuekao.App.Platform;

/// <summary>What must hold for texts that people write, as <see cref="WrittenText"/> keeps them: they are not empty, and not longer than allowed.</summary>
internal static class TextRules
{
    private const int LongestName = 50;

    public static LocalizableString ExpectedName => ExpectedLine(LongestName);

    /// <summary>As it follows the path of a text that does not hold.</summary>
    public static LocalizableString Expected(int longest) => $"must be 1 to {longest} characters.";

    public static bool IsText(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;

    public static IEnumerable<ProblemError> Text(string path, string? text, int longest) => IsText(text, longest) ? [] : [new ProblemError(path, Expected(longest))];

    /// <summary>A text on one line, such as the number of minutes.</summary>
    public static IEnumerable<ProblemError> Line(string path, string? text, int longest) => IsLine(text, longest) ? [] : [new ProblemError(path, ExpectedLine(longest))];

    /// <summary>The name of a person, a place or a document: it stands on one line.</summary>
    public static bool IsName(string name) => IsLine(name, LongestName);

    public static IEnumerable<ProblemError> Name(string path, string name) => Line(path, name, LongestName);

    private static LocalizableString ExpectedLine(int longest) => $"must be 1 to {longest} characters on one line.";
    private static bool IsLine(string? text, int longest) => IsText(text, longest) && !text!.Any(char.IsControl);
}
