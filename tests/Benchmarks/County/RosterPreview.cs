using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>How long a clerk waits for the preview of a workbook: a roster of 3,000 postings, of which some are added, changed and left out.</summary>
internal static class RosterPreview
{
    private const int Postings = 3000;
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static Task RunAsync(BenchOptions options) => WithAzurite.RunAsync(async connection =>
    {
        await using BenchApp app = await BenchApp.StartAsync(connection);
        CountyMonth month = BenchCounty.MonthOf(app, number: 1);
        await month.LoadAsync(CancellationToken.None);
        string township = month.Month.Townships[0].Township.Value;
        string village = (await month.Api.GetAsync(CountyMonth.CountyRole, "villages", CancellationToken.None)).GetProperty("townships").EnumerateArray()
            .First(one => one.GetProperty("id").GetString() == township).GetProperty("villages")[0].GetProperty("id").GetString()!;
        string token = app.Issuer.Issue(new TokenRequest { County = month.Api.County, Roles = [CountyMonth.CountyRole] });
        string path = $"api/counties/{month.Api.County}/townships/{township}/roster";

        (string? tag, _) = await SendAsync(HttpMethod.Get, path, null, null);
        (_, byte[] first) = await SendAsync(HttpMethod.Put, $"{path}?preview=true", Csv(0, village), "text/csv");
        int ending = JsonElement.Parse(first).GetProperty("ending").GetInt32();
        await SendAsync(HttpMethod.Put, $"{path}?ending={ending.ToString(CultureInfo.InvariantCulture)}", Csv(0, village), "text/csv", tag);
        (_, byte[] workbook) = await SendAsync(HttpMethod.Get, path, null, null, accept: Workbook);
        await SendAsync(HttpMethod.Put, path, Csv(100, village), "text/csv", (await SendAsync(HttpMethod.Get, path, null, null)).Tag);

        var times = new List<TimeSpan>();
        JsonElement preview = default;
        for (int run = 0; run < options.Runs; run++)
            times.Add(await Report.TimeAsync(async () => preview = JsonElement.Parse((await SendAsync(HttpMethod.Put, $"{path}?preview=true", workbook, Workbook)).Body)));
        Report.Row($"preview of a workbook of {Postings:N0} postings ({workbook.Length / 1024} KiB)", "< 2 s", Sample.Seconds(times).ToString());
        Report.Row("  rows added, changed, removed, unchanged", "", string.Join(", ", new[] { "added", "changed", "removed", "unchanged" }.Select(name => preview.GetProperty(name).GetInt32())));

        async Task<(string? Tag, byte[] Body)> SendAsync(HttpMethod method, string address, byte[]? body, string? type, string? match = null, string? accept = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            if (body is not null)
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type!) } };
            if (match is not null)
                request.Headers.TryAddWithoutValidation("If-Match", match);
            if (accept is not null)
                request.Headers.TryAddWithoutValidation("Accept", accept);
            using HttpResponseMessage response = await app.Http.SendAsync(request);
            byte[] answer = await response.Content.ReadAsByteArrayAsync();
            return response.IsSuccessStatusCode ? (response.Headers.ETag?.ToString(), answer) : throw new InvalidOperationException($"{method} {address}: {(int)response.StatusCode} {Encoding.UTF8.GetString(answer)}");
        }
    });

    // From the first on some others: what the workbook has differs from what is stored.
    private static byte[] Csv(int first, string village)
    {
        IEnumerable<string> lines = Enumerable.Range(first, Postings).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"{village},p{number:00000},王{(first > 0 && number % 40 == 0 ? "改" : "")}建国,committeeMember,2021-03-01,{100_000 + number}"));
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Prepend("village,cadre,name,post,from,baseSubsidyFen")));
    }
}
