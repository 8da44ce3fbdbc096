namespace Yuekao.App.Tests.Records.Rosters;

/// <summary>Names of people and places as they come in: in one form, and without what nobody sees.</summary>
public sealed class NamesTests(AppFixture app) : CountyTest(app)
{
    private const string Roster = "townships/t1/roster";
    private const string Header = "village,cadre,name,post,from,baseSubsidyFen";

    [Fact]
    public async Task PutVillages_TwoZeroWidthSpaces_IsRefusedWithCharacterAndPath()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, "villages", Json(PlacesOf("\u200B\u200B", "村")));

        ProblemError error = Assert.Single((await Problem.OfAsync(response, ProblemType.Malformed)).Errors!);
        Assert.Equal("$.townships[0].name", error.Path);
        Assert.Equal("must not hold U+200B, which cannot be seen, as its character 1: leave it out.", error.Message);
    }

    [Fact]
    public async Task PutRoster_BidiOverrideInCsv_IsRefusedWithLineAndField()
    {
        (await SendAsync(HttpMethod.Put, "villages", Json(PlacesOf("镇", "村")))).Dispose();

        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, Roster, Text($"{Header}\nv1,c1,李芳,secretary,2021-03-01,1\nv1,c2,王\u202E建国,director,2021-03-01,1\n", "text/csv"));

        ProblemError error = Assert.Single((await Problem.OfAsync(response, ProblemType.Malformed)).Errors!);
        Assert.Equal("3:3", error.Path);
        Assert.StartsWith("must not hold U+202E, which turns the direction of writing, as its character 2", error.Message.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u3000")]
    [InlineData(" \u00A0")]
    public async Task PutVillages_NameOfSpacesAlone_IsRefused(string name)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, "villages", Json(PlacesOf("镇", name)));

        Assert.Equal("$.townships[0].villages[0].name", Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Path);
    }

    [Fact]
    public async Task Put_TheSameNamesWrittenOtherwise_ChangesNothing()
    {
        using HttpResponseMessage places = await SendAsync(HttpMethod.Put, "villages", Json(PlacesOf("镇", "Caf\u00E9 村")));
        using HttpResponseMessage roster = await SendAsync(HttpMethod.Put, Roster, Text($"{Header}\nv1,c1,王 芳,secretary,2021-03-01,1\n", "text/csv"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (places.StatusCode, roster.StatusCode));

        using HttpResponseMessage samePlaces = await SendAsync(HttpMethod.Put, "villages", Json(PlacesOf("\u3000镇 ", "Cafe\u0301\u3000村")));
        using HttpResponseMessage sameRoster = await SendAsync(HttpMethod.Put, Roster, Text($"{Header}\nv1\u3000,c1,\u3000王\u3000\u00A0芳\t,secretary,2021-03-01,1\n", "text/csv"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (samePlaces.StatusCode, sameRoster.StatusCode));
        Assert.Equal((places.Headers.ETag, roster.Headers.ETag), (samePlaces.Headers.ETag, sameRoster.Headers.ETag));
        Assert.Equal("王 芳", (await GetAsync<Roster>(Roster)).Postings[0].Name);
        Assert.Equal("Caf\u00E9 村", (await GetAsync<CountyPlaces>("villages")).Townships[0].Villages[0].Name);
    }

    private static CountyPlaces PlacesOf(string township, string village) => new([new Township(TownshipId.Of("t1"), township, [new Village(VillageId.Of("v1"), village)])]);
}
