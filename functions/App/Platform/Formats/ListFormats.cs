namespace Yuekao.App.Platform;

/// <summary>A list that clients only read: page by page in JSON, whole as a table.</summary>
/// <param name="title">What a file with the list is called, in Chinese.</param>
internal sealed class ListFormats<T>(string title, params IReadOnlyList<ListColumn<T>> columns)
{
    private readonly AnswerFormats<Page<T>> formats = TableFormats.OfAnswer(new ListTable<T>(title, columns));

    internal IReadOnlyList<Column> Columns { get; } = [.. columns.Select(column => column.Column)];

    /// <summary>The page that is asked for, or everything.</summary>
    /// <param name="read">Reads a page. It is asked for one without end where the caller wants a table.</param>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, PageRequest page, Func<PageRequest, Task<Page<T>>> read) =>
        formats.Answer(request, await read(formats.IsFirst(request) ? page : page.Whole()));

    /// <inheritdoc cref="AnswerAsync"/>
    public IActionResult Answer(HttpRequest request, PageRequest page, Func<PageRequest, Page<T>> read) => formats.Answer(request, read(formats.IsFirst(request) ? page : page.Whole()));
}

/// <summary>A column of a list, and what an item has in it.</summary>
internal sealed record ListColumn<T>(Column Column, Func<T, string?> Show)
{
    public static ListColumn<T> Text(string name, string zhCn, Func<T, string?> show) => Of(name, zhCn, ColumnKind.Text, show);

    public static ListColumn<T> Id(string name, string zhCn, Func<T, string?> show) => Of(name, zhCn, ColumnKind.Id, show);

    public static ListColumn<T> Day(string name, string zhCn, Func<T, DateOnly?> show) => Of(name, zhCn, ColumnKind.Day, item => CellValues.Show(show(item)));

    public static ListColumn<T> Number(string name, string zhCn, Func<T, int?> show) => Of(name, zhCn, ColumnKind.Number, item => show(item)?.ToString(CultureInfo.InvariantCulture));

    public static ListColumn<T> Moment(string name, string zhCn, Func<T, DateTimeOffset?> show) => Of(name, zhCn, ColumnKind.Text, item => show(item)?.ToString("O", CultureInfo.InvariantCulture));

    public static ListColumn<T> Choice<TEnum>(string name, string zhCn, Func<T, TEnum?> show, Func<TEnum, string> title) where TEnum : struct, Enum =>
        new(Column.Of(name, zhCn, name, title), item => show(item) is { } value ? CellValues.NameOf(value) : null);

    public static ListColumn<T> Flag(string name, string zhCn, Func<T, bool> show) =>
        new(new Column(name, zhCn, name) { Choices = [new("true", "是"), new("false", "否")] }, item => show(item) ? "true" : "false");

    private static ListColumn<T> Of(string name, string zhCn, ColumnKind kind, Func<T, string?> show) => new(new Column(name, zhCn, name, Kind: kind), show);
}

internal sealed class ListTable<T>(string title, IReadOnlyList<ListColumn<T>> columns) : IAnswerTable<Page<T>>
{
    public string ZhCn => title;

    public IReadOnlyList<Column> Columns { get; } = [.. columns.Select(column => column.Column)];

    public IEnumerable<IReadOnlyList<string?>> Write(Page<T> document) => document.Items.Select(item => columns.Select(column => column.Show(item)).ToArray());
}
