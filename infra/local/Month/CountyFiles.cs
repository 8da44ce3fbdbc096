using System.Net.Http.Headers;

namespace Yuekao.Local.Month;

/// <summary>Stores what is known of a sample county before anything happens in it.</summary>
internal static class CountyFiles
{
    /// <summary>Stores the county's places, and each township its roster.</summary>
    public static async Task StoreAsync(this CountyApi api, SampleCountyData county, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, byte[]> files = SampleCountyFiles.Write(county);
        await api.ReplaceAsync(CountyMonth.CountyRole, "villages", Content(files[SampleCountyFiles.Villages], "text/csv"), cancellation);
        foreach (SampleTownship township in county.Townships)
        {
            Func<HttpContent> roster = Content(files[SampleCountyFiles.Roster(township.Id)], "text/csv");
            await api.ReplaceAsync($"township:{township.Id}", $"townships/{township.Id}/roster", roster, cancellation);
        }
    }

    /// <summary>What makes a body of a media type, as often as it is sent.</summary>
    public static Func<HttpContent> Content(byte[] bytes, string mediaType) => () =>
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    };
}
