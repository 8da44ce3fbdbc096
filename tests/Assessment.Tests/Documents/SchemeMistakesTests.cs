namespace Yuekao.Assessment.Tests.Documents;

public sealed class SchemeMistakesTests
{
    private const string Monthly = "haixing.village-monthly";
    private const string Organizer = "haixing.organizer-annual";
    private const string TownshipArena = "haixing.township-arena";
    private const string VillageArena = "haixing.village-arena";
    private const string Tour = "haixing.double-point-tour";
    private const string Ranking = "haixing.work-ranking";
    private const string Selection = "dongguang.selection";
    private const string CadreYear = "haixing.cadre-annual";
    private const string Secretaries = "haixing.township-secretary-annual";
    private const string SecretaryYear = "dongguang.secretary-annual";

    [Theory]
    [InlineData(Monthly, "$.version = 0", "$.version out-of-range")]
    [InlineData(Monthly, "$.version = \"1\"", "$.version wrong-value")]
    [InlineData(Monthly, "$.id = \"Haixing Monthly\"", "$.id wrong-value")]
    [InlineData(Monthly, "$.title -", "$.title missing")]
    [InlineData(Monthly, "$.title.zh-CN = \"\"", "$.title['zh-CN'] wrong-value")]
    [InlineData(Monthly, "$.period = \"fortnight\"", "$.period wrong-value")]
    [InlineData(Monthly, "$.items = {}", "$.items wrong-type")]
    [InlineData(Monthly, "$.items[7].maximun = 10", "$.items[7].maximun unknown-member")]
    [InlineData(Monthly, "$.notAssessed.onLeave = \"yes\"", "$.notAssessed.onLeave wrong-value")]
    [InlineData(Monthly, "$.notAssessed.minimumDays = 367", "$.notAssessed.minimumDays out-of-range")]
    [InlineData(Monthly, "$.items[6].kind = \"guess\"", "$.items[6].kind unknown-kind")]
    [InlineData(Monthly, "$.items[7].maximum = -10", "$.items[7].maximum wrong-value")]
    [InlineData(Monthly, "$.items[7].maximum = 10.005", "$.items[7].maximum wrong-value")]
    [InlineData(Monthly, "$.items[7].maximum = 0", "$.components[0].items[1] no-points")]
    [InlineData(Monthly, "$.items[7].id = \"on-duty\"", "$.items[7].id duplicate-id", "$.components[0].items[1] unknown-item")]
    [InlineData(Monthly, "$.items[1].source = \"department:weather\"", "$.items[1].source unknown-source")]
    [InlineData(Monthly, "$.items[1].source = \"weather\"", "$.items[1].source wrong-value")]
    [InlineData(Monthly, "$.items[1].source -", "$.items[1].source missing")]
    [InlineData(Organizer, "$.sources += {\"id\":\"township\",\"title\":{\"zh-CN\":\"x\"}}", "$.sources[4].id own-source")]
    [InlineData(Ranking, "$.sources += {\"id\":\"committee\",\"title\":{\"zh-CN\":\"x\"}}", "$.sources[7].id own-source")]
    [InlineData(Ranking, "$.items[0].rule -", "$.items[0].rule missing")]
    [InlineData(Ranking, "$.items[3].source = \"projects\"", "$.items[3].rule missing")]
    [InlineData(Ranking, "$.items[0].source = \"department:finance\"", "$.items[0].rule rule-of-reported-item")]
    [InlineData(Ranking, "$.items[25].rule.channels = []", "$.items[25].rule.channels empty")]
    [InlineData(Ranking, "$.items[25].rule.channels[1].channel = \"site\"", "$.items[25].rule.channels[1] duplicate-channel")]
    [InlineData(Ranking, "$.items[0].rule.kind = \"guess\"", "$.items[0].rule.kind unknown-kind")]
    [InlineData(TownshipArena, "$.sources[0].sheets -", "$.sources[0].sheets missing")]
    [InlineData(TownshipArena, "$.sources[0].sheets.kind = \"ballot\"", "$.sources[0].sheets.kind wrong-sheets")]
    [InlineData(TownshipArena, "$.sources[0].sheets.kind = \"median\"", "$.sources[0].sheets.kind unknown-kind")]
    [InlineData(TownshipArena, "$.sources[0].sheets.least = 0", "$.sources[0].sheets.least out-of-range")]
    [InlineData(TownshipArena, "$.sources[2].sheets.least = 2", "$.sources[2].sheets.least out-of-range")]
    [InlineData(TownshipArena, "$.sources[2].sheets.least -", "$.sources[2].sheets.least missing")]
    [InlineData(TownshipArena, "$.sources += {\"id\":\"judge:idle\",\"title\":{\"zh-CN\":\"x\"},\"sheets\":{\"kind\":\"mean\",\"least\":1}}", "$.sources[3] no-items")]
    [InlineData(TownshipArena, "$.bonus = {\"cap\":1,\"rules\":[{\"kind\":\"fixed\",\"id\":\"x\",\"title\":{\"zh-CN\":\"x\"},\"provenance\":\"example\",\"sources\":[\"judge:leadership\"],\"points\":1}]}", "$.bonus.rules[0].sources[0] computed-source")]
    [InlineData(Organizer, "$.sources[2].sheets.kind = \"mean\"", "$.sources[2].sheets.kind wrong-sheets")]
    [InlineData(Organizer, "$.sources[0].sheets = {\"kind\":\"mean\",\"least\":1}", "$.sources[0].sheets unused-sheets")]
    [InlineData(Organizer, "$.components[2].raters[0].source = \"vote:township-leadership\"", "$.items[29].kind no-mean")]
    [InlineData(Secretaries, "$.items[0].rule -", "$.items[0].rule missing")]
    [InlineData(Secretaries, "$.items[0].rule = {\"kind\":\"reports\"}", "$.items[0].rule wrong-rule")]
    [InlineData(Secretaries, "$.items[0].rule.places = []", "$.items[0].rule.places empty")]
    [InlineData(Secretaries, "$.items[0].rule.places[2] = 9.5", "$.items[0].rule.places[2] places-order")]
    [InlineData(Secretaries, "$.items[0].rule.places[0] = 10.01", "$.items[0].rule.places[0] out-of-range")]
    [InlineData(Secretaries, "$.items[0].rule.otherwise = 7", "$.items[0].rule.otherwise places-order")]
    [InlineData(Secretaries, "$.items[2].source = \"results\"", "$.items[2].rule missing")]
    [InlineData(Secretaries, "$.items[0].source = \"department:organization\"", "$.items[0].rule rule-of-reported-item")]
    [InlineData(Secretaries, "$.gate = {\"outcome\":\"unqualified\",\"conditions\":[{\"item\":\"township-arena\",\"atLeast\":5}]}", "$.gate.conditions[0].item mean-in-gate")]
    [InlineData(Secretaries, "$.period = \"quarter\"", "$.sources not-a-year")]
    [InlineData(CadreYear, "$.bonus.rules[1].periods.grade = \"excellent\"", "$.bonus.rules[1].periods grade-or-places")]
    [InlineData(CadreYear, "$.bonus.rules[0].periods.grade -", "$.bonus.rules[0].periods grade-or-places")]
    [InlineData(CadreYear, "$.bonus.rules[1].periods.places = 0", "$.bonus.rules[1].periods.places out-of-range")]
    [InlineData(TownshipArena, "$.competition = {}", "$.competition empty")]
    [InlineData(TownshipArena, "$.competition.topic = \"township\"", "$.competition.topic topics-of-one-pool")]
    [InlineData(Organizer, "$.competition = {\"topic\":\"county\"}", "$.competition unused-competition")]
    [InlineData(Tour, "$.competition.points[1].id = \"party-building\"", "$.competition.points[1].id duplicate-id")]
    [InlineData(VillageArena, "$.competition.points = [{\"id\":\"x\",\"title\":{\"zh-CN\":\"x\"}}]", "$.competition.points points-of-nobody")]
    [InlineData(Ranking, "$.dispatch -", "$.dispatch missing")]
    [InlineData(Ranking, "$.dispatch.due.days = -7", "$.dispatch.due calendar-order")]
    [InlineData(Ranking, "$.dispatch.due.days = 4", "$.calendar.collectingDue calendar-order")]
    [InlineData(Ranking, "$.dispatch.remindHoursBefore[1] = 48", "$.dispatch.remindHoursBefore[1] reminders-order")]
    [InlineData(Ranking, "$.period = \"quarter\"", "$.sources computed-source")]
    [InlineData(Monthly, "$.deductions.rules[0].sources += \"projects\"", "$.deductions.rules[0].sources[2] unknown-source", "$.deductions.rules[0].sources[2] computed-source")]
    [InlineData(Monthly, "$.dispatch = {\"opens\":{\"from\":\"periodStart\",\"time\":\"08:00:00\"},\"due\":{\"from\":\"periodEnd\",\"time\":\"18:00:00\"}}", "$.dispatch unused-dispatch")]
    [InlineData(Selection, "$.grading.selects -", "$.grading.cohort nothing-selected", "$.consequences[0].when nothing-selected")]
    [InlineData(Selection, "$.pool = \"township\"", "$.grading.cohort no-cohort")]
    [InlineData(Ranking, "$.cohort = \"hundred\"", "$.cohort no-cohort")]
    [InlineData(SecretaryYear, "$.calendar.sourcesDue[0].source = \"department:weather\"", "$.calendar.sourcesDue[0].source unknown-source")]
    [InlineData(SecretaryYear, "$.calendar.sourcesDue[0].due.days = 180", "$.calendar.sourcesDue[0].due calendar-order")]
    [InlineData(SecretaryYear, "$.calendar.sourcesDue[0].due.from = \"periodEnd\"", "$.calendar.collectingDue calendar-order")]
    [InlineData(SecretaryYear, "$.calendar.sourcesDue[0].due.days = 367", "$.calendar.sourcesDue[0].due.days out-of-range")]
    [InlineData(SecretaryYear, "$.calendar.sourcesDue += {\"source\":\"department:half-year-review\",\"due\":{\"from\":\"periodEnd\",\"time\":\"18:00:00\"}}", "$.calendar.sourcesDue[1].source duplicate-id")]
    [InlineData(Selection, "$.calendar.gradingFrom.days = 14", "$.calendar.gradingFrom calendar-order")]
    [InlineData(Selection, "$.calendar.gradingFrom.days = 59", "$.calendar.collectingDue calendar-order")]
    [InlineData(Selection, "$.calendar.gradingFrom.days = 367", "$.calendar.gradingFrom.days out-of-range")]
    [InlineData(Monthly, "$.items[6].bands[2].from = 10000", "$.items[6].bands[2].from bands-order")]
    [InlineData(Monthly, "$.items[6].bands[2].points = 2", "$.items[6].bands[2].points bands-direction")]
    [InlineData(Monthly, "$.items[12].bands[1].points = 9", "$.items[12].bands[1].points bands-direction")]
    [InlineData(Monthly, "$.items[9].levels[2].points = 9", "$.items[9].levels[2].points levels-order")]
    [InlineData(Monthly, "$.items[9].levels[2].id = \"good\"", "$.items[9].levels[2].id duplicate-id")]
    [InlineData(Monthly, "$.gate.outcome = \"fair\"", "$.gate.outcome gate-outcome")]
    [InlineData(Monthly, "$.gate.conditions[1].item = \"on-dutty\"", "$.items[1] unused-item", "$.gate.conditions[1].item unknown-item")]
    [InlineData(Monthly, "$.gate.conditions[1].atLeast = 1", "$.gate.conditions[1] gate-bound")]
    [InlineData(Monthly, "$.components[0].weight = 90", "$.components weights-sum")]
    [InlineData(Monthly, "$.components[0].weight = 101", "$.components[0].weight wrong-value")]
    [InlineData(Monthly, "$.components[0].items += \"post-duties\"", "$.components[0].items[12] duplicate-item")]
    [InlineData(Monthly, "$.specialItems.component = \"special\"", "$.specialItems.component unknown-component")]
    [InlineData(Monthly, "$.bonus.cap = 0", "$.bonus.cap not-positive")]
    [InlineData(Monthly, "$.bonus.rules[1].id = \"criticized\"", "$.deductions.rules[1].id duplicate-id")]
    [InlineData(Monthly, "$.deductions.rules[0].sources = []", "$.deductions.rules[0].sources empty")]
    [InlineData(Monthly, "$.deductions.rules = []", "$.deductions.rules empty")]
    [InlineData(Monthly, "$.vetoes[0].outcome = \"dismissed\"", "$.vetoes[0].outcome unknown-grade")]
    [InlineData(Monthly, "$.vetoes[0].outcome = \"excellent\"", "$.vetoes[0].outcome veto-outcome")]
    [InlineData(Monthly, "$.vetoes[0].outcome -", "$.vetoes[0].outcome missing")]
    [InlineData(Monthly, "$.tieBreakers[0].item = \"post-duty\"", "$.tieBreakers[0].item unknown-item")]
    [InlineData(Monthly, "$.tieBreakers[0].item = \"on-duty\"", "$.tieBreakers[0].item not-scored")]
    [InlineData(Monthly, "$.tieBreakers[2].kind = \"bonus\"", "$.tieBreakers[3] duplicate-tie-breaker")]
    [InlineData(Monthly, "$.grading.grades[1].share = 0.5", "$.grading.grades shares-sum")]
    [InlineData(Monthly, "$.grading.grades[1].share = 1.2", "$.grading.grades[1].share wrong-value")]
    [InlineData(Monthly, "$.grading.middle = \"average\"", "$.grading.middle unknown-grade")]
    [InlineData(Monthly, "$.subsidy.grades[2] -", "$.subsidy.grades missing-grades")]
    [InlineData(Monthly, "$.subsidy.grades[2].rewarded = true", "$.subsidy.grades[2] pay-order")]
    [InlineData(Monthly, "$.subsidy.reward -", "$.subsidy.reward missing")]
    [InlineData(Monthly, "$.subsidy.reward.amount = 100.5", "$.subsidy.reward.amount wrong-value")]
    [InlineData(Monthly, "$.subsidy.reward.amount = 0", "$.subsidy.reward.amount out-of-range")]
    [InlineData(Monthly, "$.standing.rules[0].grade = \"good\"", "$.standing.rules[0].grade unknown-grade")]
    [InlineData(Monthly, "$.standing.rules[0].periods = 13", "$.standing.rules[0].periods out-of-range")]
    [InlineData(Monthly, "$.rectification.below = 0", "$.rectification.below not-positive")]
    [InlineData(Monthly, "$.rectification.below = 1.01", "$.rectification.below wrong-value")]
    [InlineData(Monthly, "$.rectification.below -", "$.rectification.below missing")]
    [InlineData(Monthly, "$.calendar.decisionDue.days = 2", "$.calendar.decisionDue calendar-order")]
    [InlineData(Monthly, "$.calendar.collectingOpens.time = \"25:00:00\"", "$.calendar.collectingOpens.time wrong-value")]
    [InlineData(Monthly, "$.calendar.remindHoursBefore = [ 24, 48 ]", "$.calendar.remindHoursBefore[1] reminders-order")]
    [InlineData(Organizer, "$.components[0].raters[0].weight = 41", "$.components[0].raters weights-sum")]
    [InlineData(Organizer, "$.components[0].raters[0].weight -", "$.components[0].raters some-weights")]
    [InlineData(Organizer, "$.components[0].raters[1].source = \"committee\"", "$.components[0].raters[1].source duplicate-id")]
    [InlineData(Organizer, "$.items[0].source = \"committee\"", "$.items[0].source source-of-rated-item")]
    [InlineData(Organizer, "$.items[0].level = \"village\"", "$.items[0].level wrong-level")]
    [InlineData(TownshipArena, "$.items[0].level = \"village\"", "$.items[0].level wrong-level")]
    [InlineData(Organizer, "$.grading.grades[1].from = 90", "$.grading.grades[1].from thresholds-order")]
    [InlineData(Organizer, "$.grading.grades[3].from = 10", "$.grading.grades[3].from thresholds-gap")]
    [InlineData(Organizer, "$.consequences[2].when.grade = \"poor\"", "$.consequences[2].when.grade unknown-grade")]
    [InlineData(Organizer, "$.consequences[2].action = \"dismissal\"", "$.consequences[2].action wrong-value")]
    [InlineData(Organizer, "$.consequences[2].id = \"personnel-file\"", "$.consequences[2].id duplicate-id")]
    [InlineData(Ranking, "$.consequences[0].when.kind = \"selected\"", "$.consequences[0].when.places unknown-member", "$.consequences[0].when nothing-selected")]
    [InlineData(Ranking, "$.grading.selects = 0", "$.grading.selects out-of-range")]
    [InlineData(Ranking, "$.components[2].items[3] -", "$.items[16] unused-item")]
    [InlineData(
        Ranking,
        "$.components[3].items = []",
        "$.items[18] unused-item", "$.items[19] unused-item", "$.items[20] unused-item", "$.items[21] unused-item", "$.components[3].items empty")]
    public void Load_OneMistake_GivesExactlyItsErrors(string name, string change, params string[] expected) =>
        Assert.Equal(expected, Errors(DocumentEdit.Apply(name, change)));

    [Fact]
    public void Load_ManyMistakes_GivesThemAllAtOnce()
    {
        string[] changes =
        [
            "$.version = 0",
            "$.colour = \"red\"",
            "$.items[1].source = \"department:weather\"",
            "$.items[6].bands[2].from = 10000",
            "$.items[7].maximum = -1",
            "$.items[8].maximum = 1.234",
            "$.items[10].id = \"on-duty\"",
            "$.gate.outcome = \"fair\"",
            "$.components[0].weight = 99.99",
            "$.deductions.rules[0].cap = 0",
            "$.vetoes[0].outcome = \"dismissed\"",
            "$.tieBreakers[0].item = \"nothing\"",
            "$.grading.grades[0].share = 0.1",
            "$.subsidy.grades[2].grade = \"fair\"",
            "$.standing.rules[1].periods = 0",
            "$.calendar.appealDays = -1",
        ];

        Assert.Equal(
            [
                "$.calendar.appealDays out-of-range",
                "$.colour unknown-member",
                "$.components weights-sum",
                "$.components[0].items[4] unknown-item",
                "$.deductions.rules[0].cap not-positive",
                "$.gate.outcome gate-outcome",
                "$.grading.grades shares-sum",
                "$.items[10].id duplicate-id",
                "$.items[1].source unknown-source",
                "$.items[6].bands[2].from bands-order",
                "$.items[7].maximum wrong-value",
                "$.items[8].maximum wrong-value",
                "$.standing.rules[1].periods out-of-range",
                "$.subsidy.grades missing-grades",
                "$.subsidy.grades[2].grade duplicate-id",
                "$.tieBreakers[0].item unknown-item",
                "$.version out-of-range",
                "$.vetoes[0].outcome unknown-grade",
            ],
            Errors(DocumentEdit.Apply(Monthly, changes)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_DuplicateMember_IsNamed()
    {
        var twice = SchemeFiles.Read(Monthly).Replace("\"version\": 1,", "\"version\": 1, \"version\": 2,", StringComparison.Ordinal);

        Assert.Equal(["$.version duplicate-member"], Errors(twice));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{ \"id\": \"\\ud800\" }")]
    [InlineData("// comment\n{}")]
    public void Load_NoJson_IsOneError(string text) => Assert.Equal(["$ malformed"], Errors(text));

    [Fact]
    public void Load_EmptyObject_NamesEveryRequiredMember() =>
        Assert.Equal(
            ["calendar", "components", "decidedBy", "grading", "id", "items", "period", "pool", "sources", "subject", "title", "version"],
            Scheme.Load("{}").Errors.Where(error => error.Code == "missing").Select(error => error.Path[2..]).Order(StringComparer.Ordinal));

    [Fact]
    public void Load_AnyMistake_GivesNoScheme() =>
        Assert.Null(Scheme.Load(DocumentEdit.Apply(Monthly, "$.version = 0")).Scheme);

    private static IEnumerable<string> Errors(string json)
    {
        var errors = Scheme.Load(json).Errors;
        Assert.All(errors, error => Assert.NotEmpty(error.Message.ToString()));
        return errors.Select(error => $"{error.Path} {error.Code}");
    }
}
