namespace Yuekao.App.Records;

/// <summary>What a competition is about and what is shown in it, as lists.</summary>
internal static class CompetitionLists
{
    public static ListFormats<Topic> Topics { get; } = new(
        "擂台选题",
    [
        ListColumn<Topic>.Id("pool", "出题单位", one => one.Pool.Value), ListColumn<Topic>.Text("text", "选题", one => one.Text), ListColumn<Topic>.Moment("at", "确定时间", one => one.At),
        ListColumn<Topic>.Text("by", "确定人", one => one.ByName),
    ]);

    public static ListFormats<Nomination> Nominations { get; } = new(
        "观摩点",
    [
        ListColumn<Nomination>.Id("township", "乡镇", one => one.Township.Value), ListColumn<Nomination>.Id("point", "观摩点", one => one.Point.Value),
        ListColumn<Nomination>.Id("village", "村", one => one.Village.Value), ListColumn<Nomination>.Text("title", "名称", one => one.Title),
        ListColumn<Nomination>.Text("what", "观摩内容", one => one.What), ListColumn<Nomination>.Moment("at", "申报时间", one => one.At), ListColumn<Nomination>.Text("by", "申报人", one => one.ByName),
    ]);
}
