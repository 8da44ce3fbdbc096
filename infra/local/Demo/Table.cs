namespace Yuekao.Local.Demo;

/// <summary>Prints rows in columns. Chinese letters are two places wide on a terminal.</summary>
internal static class Table
{
    /// <summary>Prints a heading and rows; the first column to the left, the others to the right.</summary>
    public static void Print(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [heading, .. rows];
        int[] widths = [.. heading.Select((_, column) => all.Max(row => WidthOf(row[column])))];
        foreach (IReadOnlyList<string> row in all)
            Console.WriteLine($"  {string.Join("  ", row.Select((cell, column) => Pad(cell, widths[column], toLeft: column == 0)))}");
    }

    /// <summary>Fen as yuan, to the fen.</summary>
    public static string Yuan(long fen) => $"{fen / 100:N0}.{Math.Abs(fen % 100):00}";

    private static string Pad(string text, int width, bool toLeft)
    {
        string space = new(' ', width - WidthOf(text));
        return toLeft ? text + space : space + text;
    }

    private static int WidthOf(string text) => text.Sum(letter => letter >= 0x2E80 ? 2 : 1);
}
