namespace Yuekao.App.Tests.Platform.Formats;

/// <summary>CSV as a spreadsheet counts it.</summary>
internal static class CsvText
{
    /// <summary>How many records a text has, the head included; a line end in quotes parts none.</summary>
    public static int Records(string text)
    {
        (int records, bool isQuoted) = (0, false);
        foreach (char one in text)
        {
            isQuoted ^= one == '"';
            records += one == '\n' && !isQuoted ? 1 : 0;
        }

        return records;
    }
}
