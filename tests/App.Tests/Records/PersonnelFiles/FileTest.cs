using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.PersonnelFiles;

/// <summary>A test about people's files in a county of its own, with two townships.</summary>
public abstract class FileTest(AppFixture app) : CountyTest(app), IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IServiceProvider Services { get; } = app.App.Services;

    public virtual async ValueTask InitializeAsync()
    {
        var places = new CountyPlaces(
        [
            new Township(TownshipId.Of("t1"), "高湾镇", [new Village(VillageId.Of("v1"), "小黄村"), new Village(VillageId.Of("v2"), "大黄村")]),
            new Township(TownshipId.Of("t2"), "辛集镇", [new Village(VillageId.Of("w1"), "东村")]),
        ]);
        (await SendAsync(HttpMethod.Put, "villages", Json(places))).EnsureSuccessStatusCode().Dispose();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Stores a township's roster in place of the one before.</summary>
    protected async Task PutRosterAsync(string township, params IReadOnlyList<Posting> postings)
    {
        string path = $"townships/{township}/roster";
        DocumentPreview preview = await PreviewAsync(path, Json(new Roster(postings)));
        using HttpResponseMessage stored = await SendAsync(HttpMethod.Put, $"{path}?ending={preview.Ending ?? 0}", Json(new Roster(postings)), ifMatch: preview.ETag);
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>A person's file.</summary>
    protected async Task<IReadOnlyList<FileEntry>> ReadFileAsync(string person, string query = "", string? county = null)
    {
        using HttpResponseMessage read = await SendAsync(HttpMethod.Get, $"cadres/{person}/file?top=1000{query}", county: county);
        Assert.True(read.IsSuccessStatusCode, await read.Content.ReadAsStringAsync(Cancellation));
        return (await read.Content.ReadFromJsonAsync<Page<FileEntry>>(ApiJson.Options, Cancellation))!.Items;
    }
}
