using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;

namespace Yuekao.EndToEnd.County;

/// <summary>What is in a sealed cycle's archive but for times, so that two runs of the same cycle can be held against each other.</summary>
internal static partial class ComparableArchive
{
    /// <summary>The archive's entries by name.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(CountyHost host, CountyCycle cycle, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/counties/haixing/{cycle.Path}/archive", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Issuer.Issue(new TokenRequest { Roles = [CountyCycle.CountyRole] }));
        using HttpResponseMessage response = await host.Http.SendAsync(request, cancellation);
        using var zip = new ZipArchive(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        // The audit trail has an entry for every attempt, and the manifest the digests of all that has times in it.
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.Name is not ("manifest.json" or "audit.json")))
        {
            using var reader = new StreamReader(await entry.OpenAsync(cancellation));
            entries.Add(entry.FullName, Times().Replace(await reader.ReadToEndAsync(cancellation), "<time>"));
        }

        return entries;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Times();
}
