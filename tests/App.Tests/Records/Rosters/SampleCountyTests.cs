using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Records.Rosters;

/// <summary>The committed files of the sample county are what the app takes.</summary>
public sealed class SampleCountyTests(AppFixture app) : CountyTest(app)
{
    [Fact]
    public async Task Put_CommittedFiles_StoresTheWholeCounty()
    {
        await PutFileAsync("villages", SampleCountyFiles.Villages);
        CountyPlaces places = await GetAsync<CountyPlaces>("villages");
        var cadres = new HashSet<SubjectId>();
        foreach (Township township in places.Townships)
        {
            await PutFileAsync($"townships/{township.Id}/roster", SampleCountyFiles.Roster(township.Id));
            cadres.UnionWith((await GetAsync<Roster>($"townships/{township.Id}/roster?on=2026-10-31")).Postings.Select(posting => posting.Cadre));
        }

        Assert.Equal((7, 197, 692), (places.Townships.Count, places.Townships.Sum(township => township.Villages.Count), cadres.Count));
        await LeaveOutAVillageInUseAsync(places);
    }

    private async Task LeaveOutAVillageInUseAsync(CountyPlaces places)
    {
        var smaller = new CountyPlaces([.. places.Townships.Select((township, index) => index > 0 ? township : township with { Villages = [.. township.Villages.Skip(1)] })]);

        using HttpResponseMessage response = await ReplaceAsync("villages", Json(smaller));

        ProblemError used = Assert.Single((await Problem.OfAsync(response, ProblemType.RuleBroken)).Errors!);
        Assert.Contains(places.Townships[0].Villages[0].Id.Value, used.Message.ToString(), StringComparison.Ordinal);
        Assert.Equal(197, (await GetAsync<CountyPlaces>("villages")).Townships.Sum(township => township.Villages.Count));
    }

    private async Task PutFileAsync(string path, string file)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, path, Bytes(SampleCountyFiles.ReadCommitted(file), "text/csv"));
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
