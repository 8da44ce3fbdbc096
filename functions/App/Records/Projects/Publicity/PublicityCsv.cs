namespace Yuekao.App.Records;

/// <summary>A month's publicity as CSV, a line an item; channels and levels may be named in Chinese.</summary>
internal sealed class PublicityCsv : IDocumentFormat<PublicityMonth>
{
    private static readonly Column Title = new("title", "标题", "title");
    private static readonly Column Channel = new("channel", "渠道", "channel");
    private static readonly Column Level = new("level", "层级", "level");
    private static readonly Column Township = new("township", "乡镇", "township");
    private static readonly Column On = new("on", "日期", "on");
    private static readonly Column Link = new("link", "链接", "link", IsRequired: false);
    private static readonly Column[] Columns = [Title, Channel, Level, Township, On, Link];

    public static DocumentFormats<PublicityMonth> Formats { get; } = new(new JsonFormat<PublicityMonth>(), new PublicityCsv());

    public string MediaType => "text/csv";

    public Located<PublicityMonth> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var month = new PublicityMonth([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.items[{index}]", row, Columns);
        return new Located<PublicityMonth>(month, places.Of);
    }

    public byte[] Write(PublicityMonth document) => CsvTable.Write(Columns, document.Items.Select(item => new[]
    {
        item.Title, CsvValues.NameOf(item.Channel), CsvValues.NameOf(item.Level), item.Township.Value, CsvValues.Show(item.On), item.Link,
    }));

    private static PublishedItem Read(CsvRow row, List<ProblemError> errors) => new(
        row.RequiredText(Title, errors),
        row.Required(Channel, CsvValues.Choice<PublicityChannel>(PublicityTitles.ZhCn), CsvValues.ExpectedChoice<PublicityChannel>(), errors),
        row.Required(Level, CsvValues.Choice<PublicityLevel>(PublicityTitles.ZhCn), CsvValues.ExpectedChoice<PublicityLevel>(), errors),
        row.Required(Township, CsvValues.Id<TownshipId>, TownshipId.Expected, errors),
        row.Required(On, CsvValues.Day, CsvValues.ExpectedDay, errors),
        row[Link]);
}
