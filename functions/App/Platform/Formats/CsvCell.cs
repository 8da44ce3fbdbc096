namespace Yuekao.App.Platform;

/// <summary>
/// Keeps a spreadsheet from running what somebody wrote as a formula: a text that starts like one gets an apostrophe before it,
/// and loses it when it is read, so that what was written comes back.
/// </summary>
internal static class CsvCell
{
    // The full-width ones too: some spreadsheets take them for their ASCII twins.
    private const string Dangerous = "=+-@\t\r\n＝＋－＠";

    public static string Protect(string text) => IsFormula(text) ? $"'{text}" : text;

    public static string Unprotect(string text) => text is ['\'', ..] && IsFormula(text[1..]) ? text[1..] : text;

    private static bool IsFormula(string text) => text.TrimStart('\'') is { Length: > 0 } bare && Dangerous.Contains(bare[0], StringComparison.Ordinal);
}
