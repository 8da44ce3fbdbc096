namespace Yuekao.App.Channels;

/// <summary>Text for a place that holds one line, such as a mail header: what would end the line there becomes a space.</summary>
internal static class OneLine
{
    public static string Of(string text) => string.Create(text.Length, text, (line, source) =>
    {
        for (int index = 0; index < line.Length; index++)
            line[index] = EndsLine(source[index]) ? ' ' : source[index];
    }).Trim();

    private static bool EndsLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
