namespace Yuekao.App.Records;

internal sealed class CohortCsv : IAnswerFormat<Page<CohortMember>>
{
    private static readonly Column[] Columns =
    [
        new("person", "编号", "person"), new("name", "姓名", "name"), new("township", "乡镇", "township"), new("village", "村", "village"), new("joinedOn", "入选日期", "joinedOn"),
        new("scheme", "选育办法", "joined.scheme"), new("period", "周期", "joined.period"), new("rank", "位次", "joined.rank"), new("reason", "增补理由", "joined.reason"),
        new("leftOn", "退出日期", "left.on"), new("leavingReason", "退出原因", "left.reason"), new("note", "说明", "left.note"),
    ];

    public string MediaType => "text/csv";

    public byte[] Write(Page<CohortMember> document) => CsvTable.Write(Columns, document.Items.Select(one => new[]
    {
        one.Person.Value, one.Name, one.Township.Value, one.Village?.Value, CsvValues.Show(one.JoinedOn), one.Joined.Scheme?.Value, one.Joined.Period?.Value,
        one.Joined.Rank?.ToString(CultureInfo.InvariantCulture), one.Joined.Reason, CsvValues.Show(one.Left?.On), one.Left is { } left ? CsvValues.NameOf(left.Reason) : null, one.Left?.Note,
    }));
}
