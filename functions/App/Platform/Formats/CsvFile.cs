using System.Diagnostics.CodeAnalysis;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Yuekao.App.Platform;

/// <summary>
/// Tables as CSV (RFC 4180). Written in UTF-8 with commas; read in whatever spreadsheets save: UTF-8 with and without its mark, UTF-16 with it, GB18030 (and so GBK),
/// parted by commas, semicolons or tabs, with or without a first line that says by which (<c>sep=,</c>).
/// </summary>
internal sealed class CsvFile : ITableFile
{
    private const string SaysSeparator = "sep=";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
    private static readonly char[] Separators = [',', ';', '\t'];

    public string MediaType => TableFormats.Csv;

    public string Extension => ".csv";

    public IReadOnlyList<TableLine> Read(ReadOnlyMemory<byte> body, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        if (Decode(body.Span) is not { } text)
        {
            errors.Add(new ProblemError("1:1", "is neither UTF-8 nor GB18030 text: save the file as \"CSV UTF-8\"."));
            return [];
        }

        (char separator, string rest, int before) = SeparatorOf(text, columns);
        int line = 1;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            TrimOptions = TrimOptions.Trim,
            IgnoreBlankLines = false,
            BadDataFound = _ => errors.Add(new ProblemError($"{line}:1", "has a quotation mark inside a field that is not quoted, or a quoted field without an end.")),
        };
        using var parser = new CsvParser(new StringReader(rest), configuration);
        var lines = new List<TableLine>();
        for (line = 1 + before; parser.Read(); line = parser.RawRow + 1 + before)
        {
            int number = line;
            lines.Add(new TableLine(parser.Record!, index => $"{number}:{index + 1}"));
        }

        return errors.Count > 0 ? [] : lines;
    }

    /// <summary>Writes rows, with the mark at the start that makes spreadsheets take the file for UTF-8.</summary>
    public byte[] Write(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows, bool isForm)
    {
        using var bytes = new MemoryStream();
        using (var writer = new CsvWriter(new StreamWriter(bytes, Utf8), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            foreach (IReadOnlyList<string?> row in rows.Prepend([.. columns.Select(column => column.Name)]))
            {
                foreach (string? field in row)
                    writer.WriteField(CsvCell.Protect(field ?? ""));
                writer.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    private static string? Decode(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Encoding.Unicode.Preamble))
            return TryDecode(new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), body[2..], out string? little) ? little : null;
        if (body.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return TryDecode(new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), body[2..], out string? big) ? big : null;
        // Whatever is valid UTF-8 by chance is too short to tell; whatever is not, spreadsheets here saved as GBK.
        return TryDecode(Utf8, body, out string? text) || TryDecode(Gb18030, body, out text) ? text.TrimStart('\uFEFF') : null;
    }

    private static bool TryDecode(Encoding encoding, ReadOnlySpan<byte> body, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = encoding.GetString(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>What parts the cells, the text from where they begin, and how many lines come before it.</summary>
    private static (char Separator, string Cells, int Before) SeparatorOf(string text, IReadOnlyList<Column> columns)
    {
        string first = text.Split('\n', 2)[0].TrimEnd('\r');
        if (first.StartsWith(SaysSeparator, StringComparison.OrdinalIgnoreCase) && first.Length == SaysSeparator.Length + 1)
            return (first[^1], text[Math.Min(text.Length, first.Length + (text.AsSpan(first.Length).StartsWith("\r\n") ? 2 : 1))..], 1);
        // Whichever parts the head into most of the table's headings: texts below it may be full of any other.
        string[] top = [.. text.Split('\n', TableReader.LinesAboveHead + 1).Take(TableReader.LinesAboveHead)];
        return (Separators.MaxBy(one => top.Max(line => TableReader.KnownHeadings(line.Split(one).Select(cell => cell.Trim().Trim('"')), columns))), text, 0);
    }
}
