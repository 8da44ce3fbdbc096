using System.Text.Json.Serialization;

namespace Yuekao.App.Platform;

/// <summary>A table whose rows can be told apart, so that two of them can be compared.</summary>
internal interface IKeyedTable<T> : IDocumentTable<T>
{
    /// <summary>The columns that say which row it is; several rows may be the same, and are taken in their order.</summary>
    IReadOnlyList<Column> Keys { get; }

    /// <summary>The JSON path of each row, in the order in which they are written.</summary>
    IEnumerable<string> PathsOf(T document);
}

public enum RowChange
{
    Added,
    Changed,
    Removed,
}

/// <summary>What a replacement would do, had it not been asked as a preview.</summary>
/// <param name="Unchanged">How many rows stay as they are; the counts before it are of the others.</param>
/// <param name="Rows">The first 1,000 of the others, in the order of the new document, what is removed last.</param>
public sealed record DocumentPreview(int Added, int Changed, int Removed, int Unchanged, IReadOnlyList<PreviewRow> Rows)
{
    private const int MostRows = 1000;

    /// <summary>The ETag of what it was compared with, to be named by the replacement; null where nothing is stored.</summary>
    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    /// <summary>Whether the replacement would change nothing at all; else the order of rows may be what changes.</summary>
    public bool IsSame { get; init; }

    /// <summary>How much of what lasts would be ended; null where nothing in such a document lasts.</summary>
    public int? Ending { get; init; }

    /// <summary>Whether the replacement must name that number.</summary>
    public bool? MustConfirm { get; init; }

    internal static DocumentPreview Of<T>(IKeyedTable<T> table, T before, T after, Located<T> read, ETag? tag)
    {
        string[] paths = [.. table.PathsOf(after)];
        return Of(table, before, after, row => read.PlaceOf(paths[row]), tag);
    }

    /// <param name="placeOf">Where a row of the new document stands in what was sent, by its number from 0 on.</param>
    internal static DocumentPreview Of<T>(IKeyedTable<T> table, T before, T after, Func<int, string> placeOf, ETag? tag)
    {
        int[] keys = [.. table.Keys.Select(key => table.Columns.Index().First(one => one.Item == key).Index)];
        var left = table.Write(before).GroupBy(KeyOf).ToDictionary(same => same.Key, same => new Queue<IReadOnlyList<string?>>(same));
        (var rows, int unchanged) = (new List<PreviewRow>(), 0);
        foreach ((int index, IReadOnlyList<string?> row) in table.Write(after).Index())
        {
            IReadOnlyList<string?>? was = left.TryGetValue(KeyOf(row), out Queue<IReadOnlyList<string?>>? same) && same.TryDequeue(out IReadOnlyList<string?>? first) ? first : null;
            if (was?.SequenceEqual(row) == true)
                unchanged++;
            else
                rows.Add(new PreviewRow(was is null ? RowChange.Added : RowChange.Changed, Cells(row, was), placeOf(index)));
        }

        rows.AddRange(left.Values.SelectMany(gone => gone).Select(row => new PreviewRow(RowChange.Removed, Cells(row, was: null))));
        int Count(RowChange change) => rows.Count(row => row.Change == change);
        return new DocumentPreview(Count(RowChange.Added), Count(RowChange.Changed), Count(RowChange.Removed), unchanged, [.. rows.Take(MostRows)]) { ETag = tag?.ToString() };

        string KeyOf(IReadOnlyList<string?> row) => string.Join('\n', keys.Select(key => row[key]));

        PreviewCell[] Cells(IReadOnlyList<string?> row, IReadOnlyList<string?>? was) =>
        [
            .. table.Columns.Select((column, index) => was is null || was[index] == row[index] ? new PreviewCell(column.Name, row[index]) : new PreviewCell(column.Name, row[index], IsChanged: true, was[index]))
                .Where(cell => cell.IsChanged || !string.IsNullOrEmpty(cell.Text)),
        ];
    }

    internal static IActionResult Answer(HttpRequest request, DocumentPreview preview)
    {
        if (preview.ETag is { } tag)
            request.HttpContext.Response.SetETag(new ETag(tag));
        return new OkObjectResult(preview);
    }
}

/// <param name="Cells">Those that are not empty, by the names of the table's columns; of a removed row as they were.</param>
/// <param name="Place">Where it stands in what was sent: a JSON path, or where the row is in the file (<c>12:1</c>, <c>A12</c>); null for what is removed.</param>
public sealed record PreviewRow(RowChange Change, IReadOnlyList<PreviewCell> Cells, string? Place = null);

/// <param name="Text">As CSV has it.</param>
/// <param name="Before">What a changed one was; null where it was empty.</param>
public sealed record PreviewCell(string Column, string? Text = null, bool IsChanged = false, string? Before = null);
