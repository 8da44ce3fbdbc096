namespace Yuekao.App.Records;

/// <summary>A month's publicity as CSV, a line an item; channels and levels may be named in Chinese.</summary>
internal sealed class PublicityTable : IKeyedTable<PublicityMonth>
{
    private static readonly Column Title = new("title", "标题", "title");
    private static readonly Column Channel = Column.Of<PublicityChannel>("channel", "渠道", "channel", PublicityTitles.ZhCn);
    private static readonly Column Level = Column.Of<PublicityLevel>("level", "层级", "level", PublicityTitles.ZhCn);
    private static readonly Column Township = new("township", "乡镇", "township", Kind: ColumnKind.Id);
    private static readonly Column On = new("on", "日期", "on", Kind: ColumnKind.Day);
    private static readonly Column Link = new("link", "链接", "link", IsRequired: false);

    public string ZhCn => "宣传月报";

    public IReadOnlyList<Column> Columns { get; } = [Title, Channel, Level, Township, On, Link];

    public IReadOnlyList<Column> Keys => [Title, Channel, Township, On];

    public static DocumentFormats<PublicityMonth> Formats { get; } = TableFormats.Of(new PublicityTable());

    public Located<PublicityMonth> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var month = new PublicityMonth([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.items[{index}]", row, Columns);
        return new Located<PublicityMonth>(month, places.Of);
    }

    public IEnumerable<string> PathsOf(PublicityMonth document) => document.Items.Select((_, index) => $"$.items[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(PublicityMonth document) => document.Items.Select(item => new[]
    {
        item.Title, CellValues.NameOf(item.Channel), CellValues.NameOf(item.Level), item.Township.Value, CellValues.Show(item.On), item.Link,
    });

    private static PublishedItem Read(TableRow row, List<ProblemError> errors) => new(
        row.RequiredText(Title, errors),
        row.Required(Channel, CellValues.Choice<PublicityChannel>(PublicityTitles.ZhCn), CellValues.ExpectedChoice<PublicityChannel>(), errors),
        row.Required(Level, CellValues.Choice<PublicityLevel>(PublicityTitles.ZhCn), CellValues.ExpectedChoice<PublicityLevel>(), errors),
        row.Required(Township, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
        row.Required(On, CellValues.Day, CellValues.ExpectedDay, errors),
        row[Link]);
}
