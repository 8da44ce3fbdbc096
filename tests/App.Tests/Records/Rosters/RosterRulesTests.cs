namespace Yuekao.App.Tests.Records.Rosters;

public sealed class RosterRulesTests
{
    private static readonly Township Township = new(TownshipId.Of("t1"), "高湾镇", [new Village(VillageId.Of("v1"), "小黄村"), new Village(VillageId.Of("v2"), "大黄村")]);

    [Theory]
    [InlineData("2021-01-01", "2021-12-31", "2022-01-01", null, false)]
    [InlineData("2021-01-01", "2021-12-31", "2021-12-31", null, true)]
    [InlineData("2021-01-01", null, "2022-01-01", null, true)]
    [InlineData("2022-01-01", null, "2021-01-01", "2021-12-31", false)]
    [InlineData("2022-01-01", null, "2021-01-01", "2022-01-01", true)]
    public void Check_PostingsOfOneCadre_MustNotOverlap(string from1, string? to1, string from2, string? to2, bool overlap)
    {
        Posting first = Postings.Of("c1", from1, to1);
        Posting second = Postings.Of("c1", from2, to2) with { Village = VillageId.Of("v2") };

        Assert.Equal(overlap ? ["$.postings[1].from"] : [], Paths([first, second]));
        Assert.Equal(overlap ? ["$.postings[0].from"] : [], Paths([second], new ForeignPosting(TownshipId.Of("t2"), first)));
    }

    [Fact]
    public void Check_SamePostingTwice_IsADuplicate() => Assert.Equal(["$.postings[1].cadre"], Paths([Postings.Of("c1"), Postings.Of("c1")]));

    [Fact]
    public void Check_OneCadreWithTwoNames_IsWrong() =>
        Assert.Equal(["$.postings[1].name"], Paths([Postings.Of("c1", "2021-01-01", "2021-12-31"), Postings.Of("c1", "2022-01-01", null) with { Name = "李芳" }]));

    [Fact]
    public void Check_TwoCadresWithOneName_IsRight() => Assert.Empty(Paths([Postings.Of("c1"), Postings.Of("c2")]));

    [Theory]
    [InlineData("2021-03-01", "2021-03-01", 0)]
    [InlineData("2021-03-02", "2021-03-01", 1)]
    public void Check_DaysOfAPosting_MustNotBeReversed(string from, string to, int errors) => Assert.Equal(errors, Paths([Postings.Of("c1", from, to)]).Length);

    [Theory]
    [InlineData("2021-03-01", null, "")]
    [InlineData("2021-02-28", null, "$.postings[0].absence.from")]
    [InlineData("2021-12-31", "2021-12-31", "")]
    [InlineData("2021-12-31", "2022-01-01", "$.postings[0].absence.from")]
    [InlineData("2021-05-02", "2021-05-01", "$.postings[0].absence.to")]
    public void Check_Absence_LiesWithinThePosting(string from, string? to, string path)
    {
        Posting posting = Postings.Of("c1", "2021-03-01", "2021-12-31") with { Absence = new Absence(AbsenceKind.OnLeave, Postings.Day(from), to is null ? null : Postings.Day(to)) };

        Assert.Equal(path, string.Join(' ', Paths([posting])));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(1_000_000_000_000, 0)]
    [InlineData(1_000_000_000_001, 1)]
    public void Check_BaseSubsidy_IsWithinItsBounds(long fen, int errors) => Assert.Equal(errors, Paths([Postings.Of("c1") with { BaseSubsidyFen = new Fen(fen) }]).Length);

    [Theory]
    [InlineData("", 1)]
    [InlineData("  ", 1)]
    [InlineData("王\n建国", 1)]
    [InlineData("王", 0)]
    public void Check_Name_IsANameOnOneLine(string name, int errors) => Assert.Equal(errors, Paths([Postings.Of("c1") with { Name = name }]).Length);

    [Theory]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public void Check_Name_IsNotTooLong(int length, int errors) => Assert.Equal(errors, Paths([Postings.Of("c1") with { Name = new string('王', length) }]).Length);

    [Theory]
    [InlineData(Post.Secretary, "v1", "")]
    [InlineData(Post.Secretary, null, "党支部书记")]
    [InlineData(Post.Accountant, null, "会计")]
    [InlineData(Post.TownshipSecretary, null, "")]
    [InlineData(Post.OrganizationMember, null, "")]
    [InlineData(Post.FullTimeOrganizer, null, "")]
    [InlineData(Post.TownshipSecretary, "v1", "乡镇党委书记")]
    [InlineData(Post.OrganizationMember, "v1", "乡镇党委组织委员")]
    [InlineData(Post.FullTimeOrganizer, "nowhere", "专职组织员")]
    public void Check_Village_IsThereExactlyInPostsOfAVillage(Post post, string? village, string said)
    {
        Posting posting = Postings.Of("c1") with { Post = post, Village = village is null ? null : VillageId.Of(village) };

        IReadOnlyList<ProblemError> errors = Check([posting]);

        Assert.Equal(said.Length > 0 ? ["$.postings[0].village"] : [], errors.Select(error => error.Path));
        Assert.All(errors, error => Assert.Contains(said, error.Message.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Check_PostOfTheTownshipBesideOneOfAVillage_Overlaps() =>
        Assert.Contains("in the township itself", Assert.Single(Check([Postings.OfTownship("c1"), Postings.Of("c1")])).Message.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Check_SeveralMistakes_AreAllListed() => Assert.Equal(
        ["$.postings[0].village", "$.postings[0].baseSubsidyFen", "$.postings[2].name", "$.postings[2].village"],
        Paths([Postings.Of("c1", "nowhere") with { BaseSubsidyFen = new Fen(-1) }, Postings.Of("c2"), Postings.Of("c3", "nowhere") with { Name = "" }]));

    [Theory]
    [InlineData(RosterRules.MostPostings, 0)]
    [InlineData(RosterRules.MostPostings + 1, 1)]
    public void Check_Size_IsBounded(int postings, int errors) => Assert.Equal(errors, Paths([.. Enumerable.Range(0, postings).Select(number => Postings.Of($"c{number}"))]).Length);

    [Theory]
    [InlineData("2021-02-28", 0)]
    [InlineData("2021-03-01", 1)]
    [InlineData("2021-12-31", 1)]
    [InlineData("2022-01-01", 0)]
    public void On_BoundaryDays_AreInclusive(string day, int postings) =>
        Assert.Equal(postings, new Roster([Postings.Of("c1", "2021-03-01", "2021-12-31")]).On(Postings.Day(day)).Postings.Count);

    private static string[] Paths(IReadOnlyList<Posting> postings, params ForeignPosting[] elsewhere) =>
        [.. Check(postings, elsewhere).Select(error => error.Path)];

    private static IReadOnlyList<ProblemError> Check(IReadOnlyList<Posting> postings, params ForeignPosting[] elsewhere) =>
        RosterRules.Check(new Roster(postings), Township, elsewhere.ToLookup(foreign => foreign.Posting.Cadre));
}
