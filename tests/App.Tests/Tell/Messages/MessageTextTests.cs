using System.Text.RegularExpressions;

namespace Yuekao.App.Tests.Tell.Messages;

public sealed partial class MessageTextTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 3, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<MessageKind, bool> Kinds()
    {
        var kinds = new TheoryData<MessageKind, bool>();
        foreach (MessageKind kind in Enum.GetValues<MessageKind>())
        {
            kinds.Add(kind, true);
            kinds.Add(kind, false);
        }
        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_EveryKind_ReadsWellInBothLanguages(MessageKind kind, bool complete)
    {
        MessageRequest request = Request(kind) with { Due = complete ? Due : null, Count = complete ? 12 : null, Detail = complete ? "见附件" : null };

        (LocalText title, LocalText text) = MessageTexts.Of(request, Scene("2026-10"));

        Assert.StartsWith("关于", title.ZhCn, StringComparison.Ordinal);
        Assert.Contains("2026年10月", title.ZhCn, StringComparison.Ordinal);
        Assert.Contains("October 2026", title.En, StringComparison.Ordinal);
        Assert.NotEqual(MessageKinds.IsOfDevelopment(kind), text.ZhCn.Contains("《村“两委”干部月度考核》", StringComparison.Ordinal));
        Assert.NotEqual(MessageKinds.IsOfDevelopment(kind), text.En!.Contains("Monthly assessment, October 2026", StringComparison.Ordinal));
        Assert.All(new[] { title.ZhCn, title.En!, text.ZhCn, text.En! }, one => Assert.DoesNotMatch(Broken(), one));
        Assert.DoesNotMatch(Latin(), text.ZhCn);
        Assert.Equal(complete, text.ZhCn.EndsWith("：见附件", StringComparison.Ordinal));
        Assert.EndsWith(complete ? ": 见附件" : ".", text.En, StringComparison.Ordinal);
        Assert.All([text.ZhCn, text.En!], one => Assert.Equal(complete && SaysCount(kind), one.Contains("12", StringComparison.Ordinal)));
        Assert.Equal(complete && SaysDue(kind), text.ZhCn.Contains("2026年11月3日18:00", StringComparison.Ordinal));
        Assert.Equal(complete && SaysDue(kind), text.En!.Contains("18:00 on 3 November 2026", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_MissingReadings_SaysWhatIsMissingUntilWhenAndThatItIsNotZero()
    {
        (LocalText title, LocalText text) = MessageTexts.Of(Request(MessageKind.ReadingsMissing) with { Due = Due, Count = 3 }, Scene("2026-10"));

        Assert.Equal("关于催报2026年10月考核数据的通知", title.ZhCn);
        Assert.Equal("《村“两委”干部月度考核》2026年10月考核中，全县尚有3项考核数据未报送。请于2026年11月3日18:00前补报。漏报数据不按零分计算，补齐前不能评分定等。", text.ZhCn);
    }

    [Fact]
    public void Of_KindsTitles_TellThemApart()
    {
        LocalText[] titles = [.. Enum.GetValues<MessageKind>().Select(kind => MessageTexts.Of(Request(kind), Scene("2026-10")).Title)];

        Assert.Equal(titles.Length, titles.Select(title => title.ZhCn).Distinct().Count());
        Assert.Equal(titles.Length, titles.Select(title => title.En).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-10", "2026年10月", "October 2026")]
    [InlineData("2026-B5", "2026年9月至10月", "September to October 2026")]
    [InlineData("2026-Q3", "2026年第三季度", "the third quarter of 2026")]
    [InlineData("2026", "2026年度", "2026")]
    public void Period_OfAnyKind_IsCalledAsPeopleDo(string period, string chinese, string english)
    {
        LocalText called = Scene(period).Period;

        Assert.Equal((chinese, english), (called.ZhCn, called.En));
    }

    [Theory]
    [InlineData("漏报<b>3</b>项", "漏报＜b＞3＜／b＞项")]
    [InlineData("**[点此](http://a.b)**", "＊＊［点此］（http：//a.b）＊＊")]
    [InlineData("一\r\n# 二\u202e三\u2028四", "一  ＃ 二三 四")]
    [InlineData("  &nbsp; ", "＆nbsp;")]
    public void PlainText_OfMarkup_IsOneLineWithoutMeaning(string text, string expected) => Assert.Equal(expected.Replace('／', '/'), PlainText.Of(text));

    [Fact]
    public void PlainText_TooLong_IsCutBetweenCharacters()
    {
        string cut = PlainText.Of(new string('字', PlainText.Longest - 2) + "𠀀𠀀");

        Assert.Equal(new string('字', PlainText.Longest - 2) + "…", cut);
    }

    private static bool SaysDue(MessageKind kind) => kind is not (MessageKind.CycleBlocked or MessageKind.CycleSealed or MessageKind.CycleStopped or MessageKind.CycleCancelled or MessageKind.DeliveriesDelayed
        or MessageKind.CohortFilled or MessageKind.CohortFull) && !MessageKinds.IsOfDevelopment(kind);

    private static bool SaysCount(MessageKind kind) => kind is not (MessageKind.CollectingOpened or MessageKind.ReadingsReturned or MessageKind.DecisionOverdue or MessageKind.CycleSealed or MessageKind.CycleStopped
        or MessageKind.CycleCancelled or MessageKind.OutageOver or MessageKind.DeliveriesDelayed or MessageKind.CohortFull or MessageKind.DevelopmentStopped);

    private static MessageRequest Request(MessageKind kind) => new(Key("2026-10"), PoolId.County, kind, ["county"], Occasion.Once);

    private static MessageScene Scene(string period) =>
        new(Key(period), new LocalText { ZhCn = "村“两委”干部月度考核", En = "Monthly assessment" }, context: null);

    private static CycleKey Key(string period) => new(CountyId.Of("haixing"), SchemeId.Of("haixing.village-monthly"), Period.Of(period));

    [GeneratedRegex(@"[{}]|  |，，|。。|，。|、。|,,|\.\.|\( |: \.|请研究决定", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Broken();

    [GeneratedRegex("[a-zA-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Latin();
}
