using System.Net.Http.Headers;
using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>The records of a host's county, stored and replaced as people do.</summary>
internal static class CountyRecords
{
    /// <summary>Stores a township's roster.</summary>
    public static async Task LoadRosterAsync(this CycleHost host, TownshipId township)
    {
        var content = new ByteArrayContent(SampleCountyFiles.Write(host.Data)[SampleCountyFiles.Roster(township)]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        await host.DoAsync($"township:{township}", HttpMethod.Put, $"townships/{township}/roster", content);
    }

    /// <summary>Replaces a township's roster by what it becomes.</summary>
    public static async Task ChangeRosterAsync(this CycleHost host, TownshipId township, Func<Roster, Roster> change)
    {
        using HttpResponseMessage read = await host.SendAsync($"township:{township}", HttpMethod.Get, $"townships/{township}/roster");
        Roster now = (await read.Content.ReadFromJsonAsync<Roster>(ApiJson.Options, TestContext.Current.CancellationToken))!;
        Roster next = change(now);
        JsonElement preview = await host.DoAsync($"township:{township}", HttpMethod.Put, $"townships/{township}/roster?preview=true", next);
        using HttpResponseMessage put = await host.SendAsync(
            $"township:{township}", HttpMethod.Put, $"townships/{township}/roster?ending={preview.GetProperty("ending").GetInt32()}", next, ifMatch: read.Headers.ETag!.Tag);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Stores the sample's list of projects.</summary>
    public static async Task LoadProjectsAsync(this CycleHost host)
    {
        var content = new ByteArrayContent(SampleCountyFiles.Write(host.Data)[SampleCountyFiles.Projects]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        await host.DoAsync("county", HttpMethod.Put, "projects", content);
    }

    /// <summary>Replaces the list of projects by what it becomes.</summary>
    public static async Task ReplaceProjectsAsync(this CycleHost host, Func<ProjectList, ProjectList> change)
    {
        using HttpResponseMessage read = await host.SendAsync("county", HttpMethod.Get, "projects");
        ProjectList now = (await read.Content.ReadFromJsonAsync<ProjectList>(ApiJson.Options, TestContext.Current.CancellationToken))!;
        using HttpResponseMessage put = await host.SendAsync("county", HttpMethod.Put, "projects", change(now), ifMatch: read.Headers.ETag!.Tag);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Has all secretaries of the rosters belong to a cohort, but for some.</summary>
    public static async Task FillCohortAsync(this CycleHost host, CohortId cohort, DateOnly on, Func<SubjectId, bool>? but = null)
    {
        await host.DoAsync("county", HttpMethod.Put, $"cohorts/{cohort}", new CohortRequest(new LocalText { ZhCn = "百名优秀农村党支部书记" }, Capacity: 100));
        foreach (TownshipId township in host.Townships)
        {
            foreach (Posting posting in (await host.GetAsync("county", $"townships/{township}/roster")).Deserialize<Roster>(ApiJson.Options)!.Postings)
            {
                if (posting.Post.IsOf(SubjectKind.Secretary) && but?.Invoke(posting.Cadre) != true)
                    await host.DoAsync("county", HttpMethod.Put, $"cohorts/{cohort}/members/{posting.Cadre}", new CohortJoiningRequest("增补", on));
            }
        }
    }
}
