using System.Net.Http.Headers;

namespace Yuekao.Local.Month;

/// <summary>Stores what a sample county is made of, as its people do: each file by whom it is up to.</summary>
internal static class CountyLoader
{
    /// <summary>Stores the county's places, rosters and, where it has one, its list of projects.</summary>
    public static async Task LoadAsync(CountyApi api, SampleCountyData county, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, byte[]> files = SampleCountyFiles.Write(county);
        await api.ReplaceAsync(CountyCycle.CountyRole, "villages", Content(files[SampleCountyFiles.Villages], "text/csv"), cancellation);
        foreach (SampleTownship township in county.Townships)
        {
            Func<HttpContent> roster = Content(files[SampleCountyFiles.Roster(township.Id)], "text/csv");
            await api.ReplaceAsync($"township:{township.Id}", $"townships/{township.Id}/roster", roster, cancellation);
        }

        if (files.TryGetValue(SampleCountyFiles.Projects, out byte[]? projects))
            await api.ReplaceAsync(CountyCycle.CountyRole, "projects", Content(projects, "text/csv"), cancellation);
    }

    /// <summary>What makes the content of a request, each time that it is sent.</summary>
    public static Func<HttpContent> Content(byte[] bytes, string mediaType) => () =>
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    };
}
