using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Local.SampleCounty.Tests;

public sealed class HaixingCompetitionsTests
{
    private static readonly SampleCountyData County = HaixingCounty.Committed();

    [Theory]
    [InlineData("haixing.double-point-tour")]
    [InlineData("haixing.township-arena")]
    [InlineData("haixing.village-arena")]
    [InlineData("haixing.organizer-annual")]
    public void PanelsOf_EveryScheme_AreEnoughForEachTownshipWithoutOne(string scheme)
    {
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of(scheme))!.Document;
        bool ranksTownships = document.Subject is SubjectKind.Township or SubjectKind.TownshipSecretary;

        foreach ((SourceId source, IReadOnlyList<SampleJudge> judges) in HaixingCompetitions.PanelsOf(document, County.Townships))
        {
            Assert.Distinct(judges.Select(judge => judge.Id));
            Assert.All(County.Townships, township => Assert.True(
                judges.Count(judge => judge.Township is null || (judge.Township == township.Id) != ranksTownships) > document.Sources.Single(one => one.Id == source).Sheets!.Least, $"{source} {township.Id}"));
        }
    }

    [Fact]
    public void NominationsOf_TheTour_AreTwoOfEachTownshipInItsOwnVillages()
    {
        SchemeDocument tour = SchemeCatalog.Latest(SchemeId.Of("haixing.double-point-tour"))!.Document;

        IReadOnlyList<SampleNomination> nominated = HaixingCompetitions.NominationsOf(tour, County.Townships);

        Assert.Equal(2 * County.Townships.Count, nominated.Select(one => (one.Township, one.Point)).Distinct().Count());
        Assert.All(nominated, one => Assert.Contains(County.Townships.Single(township => township.Id == one.Township).Villages, village => village.Id == one.Village));
        Assert.Equal(County.Townships.Count, HaixingCompetitions.TopicsOf(County.Townships).Count);
    }
}
