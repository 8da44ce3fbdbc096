namespace Yuekao.App.Records;

internal sealed class CohortTable : IAnswerTable<Page<CohortMember>>
{
    public IReadOnlyList<Column> Columns { get; } =
    [
        new("person", "编号", "person", Kind: ColumnKind.Id), new("name", "姓名", "name"), new("township", "乡镇", "township", Kind: ColumnKind.Id), new("village", "村", "village", Kind: ColumnKind.Id), new("joinedOn", "入选日期", "joinedOn", Kind: ColumnKind.Day),
        new("scheme", "选育办法", "joined.scheme"), new("period", "周期", "joined.period"), new("rank", "位次", "joined.rank", Kind: ColumnKind.Number), new("reason", "增补理由", "joined.reason"),
        new("leftOn", "退出日期", "left.on", Kind: ColumnKind.Day), new("leavingReason", "退出原因", "left.reason"), new("note", "说明", "left.note"),
    ];

    public IEnumerable<IReadOnlyList<string?>> Write(Page<CohortMember> document) => document.Items.Select(one => new[]
    {
        one.Person.Value, one.Name, one.Township.Value, one.Village?.Value, CellValues.Show(one.JoinedOn), one.Joined.Scheme?.Value, one.Joined.Period?.Value,
        one.Joined.Rank?.ToString(CultureInfo.InvariantCulture), one.Joined.Reason, CellValues.Show(one.Left?.On), one.Left is { } left ? CellValues.NameOf(left.Reason) : null, one.Left?.Note,
    });
}
