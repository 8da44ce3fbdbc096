using System.Text;

namespace Yuekao.App.Tell;

/// <summary>Makes of a text that somebody wrote one that means nothing but itself, be it shown as plain text, as HTML or as Markdown.</summary>
internal static class PlainText
{
    /// <summary>The longest detail that a message tells, in characters.</summary>
    public const int Longest = 500;

    private const string Control = "<>&\"'`*_~#[](){}|\\!@";
    private const char FullWidth = (char)('！' - '!');

    /// <summary>The text in one line: marks that HTML or Markdown give a meaning to are replaced by their full-width forms, invisible characters are left out, and what is too long is cut.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (Rune rune in text.Replace("://", "：//", StringComparison.Ordinal).EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse))
                line.Append(rune.IsAscii && Control.Contains((char)rune.Value, StringComparison.Ordinal) ? ((char)(rune.Value + FullWidth)).ToString() : rune.ToString());
        }

        string plain = line.ToString().Trim();
        if (plain.Length <= Longest)
            return plain;
        int end = Longest - 1;
        return $"{plain[..(char.IsHighSurrogate(plain[end - 1]) ? end - 1 : end)]}…";
    }
}
