namespace Yuekao.App.Stages.Standing;

/// <summary>Standings as a list: a column a period, so that the year can be read across.</summary>
internal static class StandingTable
{
    /// <param name="year">What is published of it: its scheme has the titles of the grades.</param>
    public static ListFormats<StandingView> Of(PublishedYear year) => new(
        "年度考核情况",
    [
        .. SubjectColumns.Of<StandingView>(one => one.Subject), ListColumn<StandingView>.Number("year", "年度", one => one.Year),
        ListColumn<StandingView>.Text("through", "截至", one => one.Through.ToString()), ListColumn<StandingView>.Choice<StandingStatus>("status", "年度资格", one => one.Status, ZhCn),
        .. year.Cycles.Keys.OrderBy(period => period.Number).Select(period => GradeIn(year, period)),
        ListColumn<StandingView>.Text("notAssessed", "未考核周期", one => string.Join('；', one.NotAssessed)),
        ListColumn<StandingView>.Text("reasons", "受限原因", one => string.Join('；', one.Reasons.Select(reason => $"{TitleOf(year, reason.Rule.Grade)} {reason.Periods.Count} 次：{string.Join('、', reason.Periods)}"))),
    ]);

    private static ListColumn<StandingView> GradeIn(PublishedYear year, Period period) =>
        ListColumn<StandingView>.Text(period.ToString(), period.ToString(), one => one.Periods.FirstOrDefault(of => of.Period == period)?.Grade is { } grade ? TitleOf(year, grade) : null);

    private static string TitleOf(PublishedYear year, GradeId grade) => year.Latest.Scheme.Grades.FirstOrDefault(known => known.Id == grade)?.Title.ZhCn ?? grade.Value;

    private static string ZhCn(StandingStatus status) => status switch
    {
        StandingStatus.Eligible => "具备资格",
        StandingStatus.Open => "待定",
        StandingStatus.Barred => "取消资格",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };
}
