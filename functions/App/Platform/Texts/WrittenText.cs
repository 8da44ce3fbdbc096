using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Yuekao.App.Platform;

/// <summary>
/// What people write, as it is kept: composed (NFC), with one ordinary space for any run of Unicode's, none at the ends of a line, \n between lines and no blank ones
/// around them. So the same text written otherwise is the same. Whatever nobody sees, or sees otherwise than it is, is refused.
/// </summary>
internal static class WrittenText
{
    /// <summary>Zero-width and blank characters that Unicode counts among marks, letters and symbols.</summary>
    private static readonly (int First, int Last)[] Unseen =
        [(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)];

    /// <summary>A text as it is kept; or what is wrong with it, as it follows the text's place.</summary>
    public static bool TryNormalize(string text, out string normalized, [NotNullWhen(false)] out LocalizableString? wrong)
    {
        normalized = text;
        wrong = null;
        // Nearly every text.
        if (text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0)
            return true;
        string[] lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())];
        wrong = Wrong(string.Join('\n', lines));
        if (wrong is not null)
            return false;
        normalized = string.Join('\n', lines.Select(OneSpace)).Trim('\n').Normalize(NormalizationForm.FormC);
        return true;
    }

    /// <summary>A text without what would be refused: for names that are not the caller's to mend.</summary>
    public static string Seen(string text)
    {
        TryNormalize(string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar && Trouble(rune) is null)), out string seen, out _);
        return seen;
    }

    private static LocalizableString? Wrong(string text)
    {
        int number = 0;
        for (int index = 0; index < text.Length; number++)
        {
            bool isWhole = Rune.TryGetRuneAt(text, index, out Rune rune);
            (LocalizableString What, LocalizableString Remedy)? trouble = isWhole ? Trouble(rune) : ("half a character", "write the whole one");
            if (trouble is var (what, remedy))
            {
                string code = (isWhole ? rune.Value : text[index]).ToString("X4", CultureInfo.InvariantCulture);
                return $"must not hold U+{code}, {what}, as its character {number + 1}: {remedy}";
            }

            index += isWhole ? rune.Utf16SequenceLength : 1;
        }

        return null;
    }

    private static (LocalizableString What, LocalizableString Remedy)? Trouble(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == '\n' => null,
        UnicodeCategory.Control => ("a control character", "leave it out, or write a space"),
        UnicodeCategory.Format when TurnsDirection(rune.Value) => ("which turns the direction of writing", "leave it out"),
        UnicodeCategory.Format => ("which cannot be seen", "leave it out"),
        UnicodeCategory.PrivateUse => ("a private character, another one on every machine", "write the one that Unicode has for it"),
        UnicodeCategory.OtherNotAssigned => ("which is no character", "leave it out"),
        _ when Array.Exists(Unseen, range => rune.Value >= range.First && rune.Value <= range.Last) => ("which cannot be seen", "leave it out"),
        _ => null,
    };

    private static bool TurnsDirection(int code) => code is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static string OneSpace(string line) =>
        string.Join(' ', string.Concat(line.Select(one => char.GetUnicodeCategory(one) == UnicodeCategory.SpaceSeparator ? ' ' : one)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
