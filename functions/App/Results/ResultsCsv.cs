using System.Globalization;
using Yuekao.App.Http;
using Yuekao.App.Rosters.Formats;

namespace Yuekao.App.Results;

/// <summary>The formats of results: pages in JSON, the whole list in the others.</summary>
internal static class ResultFormats
{
    public static AnswerFormats<Page<ResultView>> Lists { get; } = new(new JsonFormat<Page<ResultView>>(), new ResultsCsv());
}

/// <summary>Results as CSV, a line a subject.</summary>
internal sealed class ResultsCsv : IAnswerFormat<Page<ResultView>>
{
    private static readonly Column[] Columns =
    [
        new("subject", "编号", "subject.id"), new("name", "姓名", "subject.name"), new("township", "乡镇", "subject.townshipName"), new("village", "村", "subject.villageName"),
        new("post", "职务", "subject.post"), new("kind", "结果", "kind"), new("reason", "未考核原因", "reason"), new("grade", "等次", "grade"), new("selected", "入选", "selected"),
        new("rank", "位次", "rank"), new("poolSize", "参评人数", "poolSize"), new("score", "得分", "shownScore"), new("exactScore", "精确得分", "score"),
        new("adjusted", "联席会调整", "adjusted"), new("revision", "版次", "revision"),
    ];

    public string MediaType => "text/csv";

    public byte[] Write(Page<ResultView> document) => CsvTable.Write(Columns, document.Items.Select(Fields));

    private static string?[] Fields(ResultView result) =>
    [
        result.Subject.Id.Value,
        result.Subject.Name,
        result.Subject.TownshipName,
        result.Subject.VillageName,
        result.Subject.Post is { } post ? CsvValues.NameOf(post) : null,
        CsvValues.NameOf(result.Kind),
        result.Reason is { } reason ? CsvValues.NameOf(reason) : null,
        result.Grade?.Value,
        result.Selected ? "true" : "false",
        result.Rank?.ToString(CultureInfo.InvariantCulture),
        result.PoolSize.ToString(CultureInfo.InvariantCulture),
        result.ShownScore,
        result.Score?.ToString(),
        result.Adjusted ? "true" : "false",
        result.Revision.ToString(CultureInfo.InvariantCulture),
    ];
}
