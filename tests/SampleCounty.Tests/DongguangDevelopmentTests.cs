using Yuekao.Assessment.Values;
using Yuekao.Local.SampleCounty.Development;

namespace Yuekao.Local.SampleCounty.Tests;

public sealed class DongguangDevelopmentTests
{
    private static readonly SampleCountyData County = DongguangCounty.Generate();

    public static TheoryData<int> Seeds => [DongguangCounty.CommittedSeed, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Generate_AnySeed_HasTheArticlesFigures(int seed)
    {
        SampleDevelopment year = DongguangDevelopment.Generate(County, seed: seed);

        Assert.Equal((100, 767, 379), (year.Cohort.DistinctBy(member => member.Cadre).Count(), year.Reserve.DistinctBy(one => one.Person).Count(), year.Studies.DistinctBy(one => one.Person).Count()));
        Assert.Equal([("onlineClass", 12), ("trainingClass", 6), ("smallLecture", 35)], year.Classes.CountBy(one => one.Form).Select(count => (count.Key, count.Value)));
        Assert.Equal(23, year.Honours.Where(one => !one.IsVillage).DistinctBy(one => one.Recipient).Count());
        Assert.Equal(["invitedBack", "outside", "selected"], year.Reserve.Select(one => one.Source).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(4, year.Classes.Select(one => one.Kind).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Generate_AnySeed_NamesOnlyPeopleOfTheCounty_EachOnceInAClass(int seed)
    {
        SampleDevelopment year = DongguangDevelopment.Generate(County, seed: seed);
        HashSet<SubjectId> known = [.. year.Cohort.Select(member => member.Cadre), .. year.Reserve.Select(one => one.Person)];
        Dictionary<SubjectId, TownshipId> townships = year.Cohort.Select(member => (member.Cadre, member.Township)).Concat(year.Reserve.Select(one => (one.Person, one.Township))).ToDictionary();

        Assert.All(year.Classes, one => Assert.Distinct(one.Attendance.Select(person => person.Person)));
        Assert.All(year.Classes.SelectMany(one => one.Attendance).Select(person => person.Person).Concat(year.Studies.Select(study => study.Person)), person => Assert.Contains(person, known));
        Assert.All(year.Classes.Where(one => one.Organizer is not null), one => Assert.All(one.Attendance, person => Assert.Equal(one.Organizer, townships[person.Person])));
        Assert.All(year.Mentoring, one => Assert.NotEqual(one.Leadership.Name, one.Backbone.Name));
    }

    [Fact]
    public void Generate_SameSeed_IsTheSameYear()
    {
        SampleDevelopment one = DongguangDevelopment.Generate(County), other = DongguangDevelopment.Generate(DongguangCounty.Generate());

        Assert.Equal(one.Reserve, other.Reserve);
        Assert.Equal(one.Studies, other.Studies);
        Assert.Equal(one.Classes.SelectMany(each => each.Attendance), other.Classes.SelectMany(each => each.Attendance));
        Assert.Equal(one.Mentoring.SelectMany(each => each.Talks), other.Mentoring.SelectMany(each => each.Talks));
    }

    [Fact]
    public void Generate_ForSecretariesWhoWereSelected_IsTheirYear()
    {
        SamplePosting[] selected = [.. County.Postings.Where(posting => posting.Post == "secretaryAndDirector").Take(100)];

        Assert.Equal(selected, DongguangDevelopment.Generate(County, selected).Cohort);
    }

    /// <summary>The villages that the article names.</summary>
    [Theory]
    [InlineData("dongguang-dongantun")]
    [InlineData("lianzhen-xiaoxing")]
    public void Generate_SecretariesOfTheArticlesVillages_AreInTheCohort(string village) =>
        Assert.Contains(DongguangDevelopment.Generate(County).Cohort, member => member.Village.Value == village);
}
