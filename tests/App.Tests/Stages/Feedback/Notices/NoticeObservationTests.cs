namespace Yuekao.App.Tests.Stages.Feedback.Notices;

public sealed class NoticeObservationTests
{
    [Theory]
    [InlineData("1.5", "2026-12-31 事项 +1.5：证明")]
    [InlineData("-2", "2026-12-31 事项 -2：证明")]
    [InlineData("0", "2026-12-31 事项：证明")]
    [InlineData(null, "2026-12-31 事项 一票否决：证明")]
    public void Of_AnObservation_SaysWhatItCameTo(string? points, string line)
    {
        var one = new NoticeObservation(
            new LocalText { ZhCn = "事项" }, new DateOnly(2026, 12, 31), "证明", points is null ? null : decimal.Parse(points, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(line, new NoticeTexts(Language.ZhCn).Of(one));
    }
}
