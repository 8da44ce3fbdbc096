using System.Text;
using Yuekao.Assessment.Loading;
using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Loading;

public sealed class SchemeLoadTests
{
    /// <summary>One change of the sample each, and the one error it must give.</summary>
    public static TheoryData<string, string?, string, string> Mistakes => new()
    {
        { "components/0/weight", "60", "$.components", "weights-sum" },
        { "components/1/raters/0/weight", "50", "$.components[1].raters", "weights-sum" },
        { "components/1/raters/0/weight", null, "$.components[1].raters", "some-weights" },
        { "components/1/raters/0/source", "\"department:organization\"", "$.components[1].raters[1].source", "duplicate-id" },
        { "items/0/source", "\"department:police\"", "$.items[0].source", "unknown-source" },
        { "items/0/source", null, "$.items[0].source", "missing" },
        { "items/4/source", "\"township\"", "$.items[4].source", "source-of-rated-item" },
        { "items/+", "{\"kind\":\"check\",\"id\":\"on-duty\",\"title\":{\"zh-CN\":\"x\"},\"provenance\":\"example\",\"source\":\"township\"}", "$.items[5].id", "duplicate-id" },
        { "items/1/bands/1/from", "60000", "$.items[1].bands[2].from", "bands-order" },
        { "items/1/bands/0/from", "-1000000.01", "$.items[1].bands[0].from", "band-outside" },
        { "items/1/bands/2/from", "100000000.01", "$.items[1].bands[2].from", "band-outside" },
        { "items/1/decimals", "3", "$.items[1].decimals", "out-of-range" },
        { "items/1/decimals", null, "$.items[1].decimals", "missing" },
        { "items/1/least", null, "$.items[1].least", "missing" },
        { "items/1/greatest", "-1000000", "$.items[1].greatest", "range-order" },
        { "items/1/bands/1/points", "11", "$.items[1].bands[2].points", "bands-direction" },
        { "items/4/levels/1/points", "25", "$.items[4].levels[1].points", "levels-order" },
        { "items/4/levels/1/id", "\"excellent\"", "$.items[4].levels[1].id", "duplicate-id" },
        { "items/2/maximum", "0", "$.components[0].items[1]", "no-points" },
        { "items/2/maximum", "20.001", "$.items[2].maximum", "wrong-value" },
        { "items/2/maximum", "-1", "$.items[2].maximum", "wrong-value" },
        { "items/2/maximum", "\"20\"", "$.items[2].maximum", "wrong-value" },
        { "items/2/kind", "\"pionts\"", "$.items[2].kind", "unknown-kind" },
        { "items/2/kind", null, "$.items[2]", "missing" },
        { "items/2/wieght", "1", "$.items[2].wieght", "unknown-member" },
        { "items/0/id", "\"On Duty\"", "$.items[0].id", "wrong-value" },
        { "items/0/title/zh-CN", "\" \"", "$.items[0].title['zh-CN']", "wrong-value" },
        { "components/0/items/+", "\"income\"", "$.components[0].items[3]", "duplicate-item" },
        { "grading/grades/0/share", "0.3", "$.grading.grades", "shares-sum" },
        { "grading/grades/0/share", "0.20001", "$.grading.grades[0].share", "wrong-value" },
        { "grading/middle", "\"average\"", "$.grading.middle", "unknown-grade" },
        { "gate/outcome", "\"fair\"", "$.gate.outcome", "gate-outcome" },
        { "gate/outcome", "\"worst\"", "$.gate.outcome", "unknown-grade" },
        { "gate/outcome", null, "$.gate.outcome", "missing" },
        { "gate/conditions/0/atLeast", "1", "$.gate.conditions[0]", "gate-bound" },
        { "gate/conditions/+", "{\"item\":\"income\"}", "$.gate.conditions[1]", "gate-bound" },
        { "gate/conditions/+", "{\"item\":\"income\",\"atMost\":9}", "$.gate.conditions[1]", "gate-bound" },
        { "gate/conditions/+", "{\"item\":\"review\"}", "$.gate.conditions[1].item", "rated-item" },
        { "gate/conditions/+", "{\"item\":\"on-duty\"}", "$.gate.conditions[1].item", "duplicate-id" },
        { "vetoes/0/outcome", "\"very-poor\"", "$.vetoes[0].outcome", "unknown-grade" },
        { "vetoes/0/outcome", "\"excellent\"", "$.vetoes[0].outcome", "veto-outcome" },
        { "vetoes/0/outcome", null, "$.vetoes[0].outcome", "missing" },
        { "vetoes/0/id", "\"absence\"", "$.vetoes[0].id", "duplicate-id" },
        { "vetoes/0/sources", "[]", "$.vetoes[0].sources", "empty" },
        { "tieBreakers/0/item", "\"party-night\"", "$.tieBreakers[0].item", "unknown-item" },
        { "tieBreakers/0/item", "\"on-duty\"", "$.tieBreakers[0].item", "not-scored" },
        { "tieBreakers/1/component", "\"play\"", "$.tieBreakers[1].component", "unknown-component" },
        { "tieBreakers/+", "{\"kind\":\"bonus\"}", "$.tieBreakers[4]", "duplicate-tie-breaker" },
        { "bonus", null, "$.tieBreakers[2]", "no-bonus" },
        { "deductions", null, "$.tieBreakers[3]", "no-deductions" },
        { "bonus/cap", "0", "$.bonus.cap", "not-positive" },
        { "deductions/rules/0/sources/0", "\"department:police\"", "$.deductions.rules[0].sources[0]", "unknown-source" },
        { "specialItems/component", "\"play\"", "$.specialItems.component", "unknown-component" },
        { "specialItems/atMost", "0", "$.specialItems.atMost", "out-of-range" },
        { "notAssessed/minimumDays", "-1", "$.notAssessed.minimumDays", "out-of-range" },
        { "subsidy/grades/2/paid", "1.2", "$.subsidy.grades[2].paid", "wrong-value" },
        { "subsidy/grades/1/paid", "0.5", "", "" },
        { "subsidy/grades/0/paid", "0.5", "$.subsidy.grades[1]", "pay-order" },
        { "subsidy/grades/2", null, "$.subsidy.grades", "missing-grades" },
        { "subsidy/reward", null, "$.subsidy.reward", "missing" },
        { "subsidy/reward", "{\"kind\":\"fixed\",\"amount\":0,\"fundedBy\":\"county\"}", "$.subsidy.reward.amount", "out-of-range" },
        { "standing/rules/0/grade", "\"great\"", "$.standing.rules[0].grade", "unknown-grade" },
        { "standing/rules/0/periods", "13", "$.standing.rules[0].periods", "out-of-range" },
        { "consequences/1/when/grade", "\"bad\"", "$.consequences[1].when.grade", "unknown-grade" },
        { "consequences/0/when/places", "0", "$.consequences[0].when.places", "out-of-range" },
        { "consequences/0/when", "{\"kind\":\"selected\"}", "$.consequences[0].when", "nothing-selected" },
        { "consequences/1/id", "\"file\"", "$.consequences[2].id", "duplicate-id" },
        { "calendar/decisionDue/days", "3", "$.calendar.decisionDue", "calendar-order" },
        { "calendar/collectingDue/time", "\"6 pm\"", "$.calendar.collectingDue.time", "wrong-value" },
        { "calendar/remindHoursBefore", "[24,48]", "$.calendar.remindHoursBefore[1]", "reminders-order" },
        { "version", "0", "$.version", "out-of-range" },
        { "version", "1.5", "$.version", "wrong-value" },
        { "title", null, "$.title", "missing" },
        { "period", "\"week\"", "$.period", "wrong-value" },
        { "sources/+", "{\"id\":\"township\",\"title\":{\"zh-CN\":\"x\"}}", "$.sources[3].id", "duplicate-id" },
        { "items/+", "{\"kind\":\"check\",\"id\":\"idle\",\"title\":{\"zh-CN\":\"x\"},\"provenance\":\"example\",\"source\":\"township\"}", "$.items[5]", "unused-item" },
        { "items", "{}", "$.items", "wrong-type" },
        { "calendar", "[]", "$.calendar", "wrong-type" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Load_OneMistake_GivesItsErrorAndNoOther(string change, string? value, string path, string code)
    {
        var result = SampleScheme.With((change, value));

        Assert.Equal(path.Length == 0, result.IsValid);
        Assert.Equal(path.Length == 0 ? [] : [(path, code)], result.Errors.Select(error => (error.Path, error.Code)));
        Assert.All(result.Errors, error => Assert.EndsWith(".", error.Message.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ManyMistakes_GivesAllOfThemAtOnce()
    {
        var result = SampleScheme.With(
            ("version", "\"one\""),
            ("items/0/source", "\"department:police\""),
            ("items/1/bands/1/from", "60000"),
            ("items/2/maximun", "7"),
            ("components/0/weight", "60"),
            ("grading/grades/0/share", "0.3"),
            ("vetoes/0/outcome", "\"very-poor\""),
            ("calendar/collectingOpens", null));

        Assert.Equal(
            ["$.calendar.collectingOpens", "$.components", "$.grading.grades", "$.items[0].source", "$.items[1].bands[2].from", "$.items[2].maximun", "$.version", "$.vetoes[0].outcome"],
            result.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Throws<FormatException>(result.Required);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":}")]
    [InlineData("{} {}")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    public void Load_NotJson_SaysWhere(string json)
    {
        var error = Assert.Single(Scheme.Load(json).Errors);

        Assert.Equal(("$", "malformed"), (error.Path, error.Code));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("\"scheme\"")]
    public void Load_NoObject_SaysSo(string json) => Assert.Equal("wrong-type", Assert.Single(Scheme.Load(json).Errors).Code);

    [Fact]
    public void Load_NotUtf8_SaysSo() => Assert.Equal("malformed", Assert.Single(Scheme.Load(new byte[] { 0x7B, 0xFF, 0x7D }).Errors).Code);

    [Fact]
    public void Load_MemberTwice_SaysWhich()
    {
        var json = SampleScheme.Json.Replace("\"version\": 1,", "\"version\": 1, \"version\": 2,", StringComparison.Ordinal);

        Assert.Equal([new SchemeError("$.version", "duplicate-member", "'version' stands here twice: keep one.")], Scheme.Load(json).Errors);
    }

    [Fact]
    public void Load_EmptyObject_NamesEveryRequiredMember() =>
        Assert.Equal(
            ["id", "version", "title", "period", "subject", "pool", "decidedBy", "sources", "items", "components", "grading", "calendar"],
            Scheme.Load("{}").Errors.Select(error => error.Path[2..]));

    /// <summary>Cutting, doubling and replacing parts of a valid document never throws.</summary>
    [Fact]
    public void Load_MutilatedDocument_NeverThrows()
    {
        var random = new Random(3);
        var loaded = 0;
        for (var time = 0; time < 3_000; time++)
        {
            var bytes = Encoding.UTF8.GetBytes(SampleScheme.Json);
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:0x- "[random.Next(11)];
            loaded += Scheme.Load(bytes).IsValid ? 1 : 0;
        }

        Assert.InRange(loaded, 1, 2_999);
    }

    [Fact]
    public void ToJson_LoadedAgain_IsTheSameDocument()
    {
        var again = Scheme.Load(SampleScheme.Scheme.ToJson()).Required();

        Assert.Equal(SampleScheme.Scheme.ToJson(), again.ToJson());
        Assert.Equal("sample.village-monthly@1", again.Key.Value);
    }
}
