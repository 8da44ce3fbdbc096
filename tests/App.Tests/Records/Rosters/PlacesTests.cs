using System.Text;

namespace Yuekao.App.Tests.Records.Rosters;

public sealed class PlacesTests
{
    private const string Header = "township,townshipName,village,villageName\n";

    [Fact]
    public void Read_LinesOfTownships_AreGroupedInOrder()
    {
        CountyPlaces places = Read($"{Header}b,二镇,b1,村一\na,一镇,a1,村一\nb,二镇,b2,村二\n").Document;

        Assert.Equal("b:b1,b2 a:a1", string.Join(' ', places.Townships.Select(township => $"{township.Id}:{string.Join(',', township.Villages.Select(village => village.Id))}")));
        Assert.Empty(PlacesRules.Check(places));
    }

    [Fact]
    public void Read_TownshipWithTwoNames_IsMalformed() =>
        Assert.Equal("3:2", Assert.Single(Assert.Throws<ProblemException>(() => Read($"{Header}a,一镇,a1,村一\na,二镇,a2,村二\n")).Errors).Path);

    [Theory]
    [InlineData("a,一镇,a1,村一\na,一镇,a1,村二\n", "3:3")]
    [InlineData("a,一镇,a1,村一\na,一镇,a2,村一\n", "3:4")]
    [InlineData("a,一镇,a1,村一\nb,二镇,a1,村一\n", "3:3")]
    [InlineData("a,一镇,a1,村一\nb,一镇,b1,村一\n", "3:2")]
    [InlineData("a,一镇,a1,村一\nb,二镇,b1,村一\n", "")]
    public void Check_NamedTwice_IsListedByLineAndField(string lines, string places)
    {
        Located<CountyPlaces> read = Read(Header + lines);

        Assert.Equal(places, string.Join(' ', PlacesRules.Check(read.Document).Select(error => read.PlaceOf(error.Path))));
    }

    [Fact]
    public void Check_TownshipNamedLikeTheCountysPool_IsRefusedByLineAndField()
    {
        Located<CountyPlaces> read = Read($"{Header}a,一镇,a1,村一\ncounty,二镇,county,村一\n");

        ProblemError error = Assert.Single(PlacesRules.Check(read.Document));

        Assert.Equal("3:1", read.PlaceOf(error.Path));
        Assert.Contains("pool", error.Message.ToString(), StringComparison.Ordinal);
    }

    private static Located<CountyPlaces> Read(string csv) => new TableFormat<CountyPlaces>(new CsvFile(), new PlacesTable()).Read(Encoding.UTF8.GetBytes(csv));
}
