namespace Yuekao.Assessment.Values;

/// <summary>The one spelling of every id: it is safe in a URL, a table key, a blob name and a file name alike.</summary>
internal static class Slug
{
    public const int MaximumLength = 64;
    public const string Pattern = "^[a-z0-9][a-z0-9.-]{0,63}$";
    public static readonly LocalizableString Expected = "1 to 64 characters: lower-case letters, digits, '-' and '.', the first a letter or digit";

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaximumLength || text[0] is '-' or '.')
            return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.'))
                return false;
        return true;
    }
}
