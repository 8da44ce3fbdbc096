using System.Net.Http.Headers;
using System.Text.Json;
using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;
using Yuekao.Local;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Month;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>A county of one small township, with a cycle that is sealed and one that collects.</summary>
internal sealed class FuzzedCounty
{
    private const int Villages = 3;

    private static readonly SchemeDocument Document = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!.Document;

    private readonly LocalHosts hosts;
    private readonly HostProcess host;
    private readonly SampleCountyData data;
    private readonly Scheme scheme;
    private readonly CountyApi api;
    private readonly Dictionary<string, (int Version, string Digest)[]> before = [];

    private FuzzedCounty(LocalHosts hosts, HostProcess host)
    {
        (this.hosts, this.host) = (hosts, host);
        SampleCountyData all = HaixingCounty.Committed();
        SampleTownship township = all.Townships[0] with { Villages = [.. all.Townships[0].Villages.Take(Villages)] };
        HashSet<VillageId> kept = [.. township.Villages.Select(village => village.Id)];
        data = new SampleCountyData(CountyId.Of(AzuriteFixture.UniqueName("fuzz")), [township], [.. all.Postings.Where(posting => kept.Contains(posting.Village))]);
        scheme = Scheme.From(Document with { Id = SchemeId.Of($"{data.County}.village-monthly") }).Required();
        api = new CountyApi(() => host.Http, hosts.Issuer, County);
        (Sealed, Open) = (Month(2), Month(1));
    }

    public Uri Address => host.Http.BaseAddress!;
    public string County => data.County.Value;
    public Period Sealed { get; }
    public Period Open { get; }
    public Scheme Scheme => scheme;
    public string Township => data.Townships[0].Id.Value;
    public IReadOnlyList<string> VillageIds => [.. data.Townships[0].Villages.Select(village => village.Id.Value)];
    public IReadOnlyList<string> Cadres => [.. data.Postings.Select(posting => posting.Cadre.Value).Distinct()];
    public IReadOnlyList<string> Sources => [.. scheme.Document.Sources.Select(source => source.Id.Value)];

    /// <summary>Every role of the county that there is.</summary>
    public IReadOnlyList<string> Roles =>
    [
        "county", "finance", $"township:{Township}", "township:elsewhere", $"committee:{Township}", $"meeting:{Township}", "meeting:county",
        .. Sources.Where(source => source.StartsWith("department:", StringComparison.Ordinal)), $"cadre:{Cadres[0]}", $"cadre:{Cadres[1]}",
    ];

    /// <summary>The documents that clients replace, as they are: JSON and CSV by their paths under the county.</summary>
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public Dictionary<string, (byte[] Json, byte[] Csv, byte[] Workbook)> Documents { get; } = [];

    /// <summary>Ids of rectifications and messages that the sealed cycle left.</summary>
    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>A rule that observations are noted under.</summary>
    public string Rule { get; private set; } = "";

    public string PathOf(Period period) => $"schemes/{scheme.Key.Scheme}/cycles/{period}";

    public string Submission(string source) => $"{PathOf(Open)}/townships/{Township}/submissions/{source}";

    public string Token(string role, string? county = null) => hosts.Issuer.Issue(new TokenRequest { County = county ?? County, Roles = [role] });

    public static async Task<FuzzedCounty> OpenAsync(LocalHosts hosts, HostProcess host, CancellationToken cancellation)
    {
        var county = new FuzzedCounty(hosts, host);
        CountyMonth past = county.MonthOf(county.Sealed), open = county.MonthOf(county.Open);
        await past.LoadAsync(cancellation);
        await county.StartAsync(past, "PT1S", cancellation);
        await past.UntilPoolsAsync("collecting", cancellation);
        await past.ObserveAsync(past.Month.Townships[0], cancellation);
        await past.SubmitAllAsync(late: false, cancellation);
        await past.SubmitAllAsync(late: true, cancellation);
        await past.UntilPoolsAsync("deciding", cancellation);
        await past.DecideAsync(past.Townships[0].Id, [], cancellation);
        await past.UntilPhaseAsync("sealed", cancellation);
        await county.StartAsync(open, "P5D", cancellation);
        await open.UntilPoolsAsync("collecting", cancellation);
        foreach (SampleSubmission submission in open.Month.Townships[0].Submissions.Take(2))
            await open.SubmitAsync(open.Townships[0].Id, submission, cancellation);
        await county.RememberAsync(open, cancellation);
        return county;
    }

    /// <summary>Requires what is stored to be what was, and what the app said it stored since; and whole.</summary>
    public async Task RequireAsLeftAsync(AcceptedWrites writes, CancellationToken cancellation)
    {
        foreach (string path in Documents.Keys)
        {
            HashSet<(int, string)> told = [.. before[path], .. writes.Of(path)];
            IEnumerable<(int, string)> expected = path == "villages" ? [told.Max()] : told.Order();
            Assert.Equal(expected, (await VersionsAsync(path, cancellation)).Order());
            using HttpResponseMessage read = await GetAsync(path, "application/json", cancellation);
            Assert.Equal($"\"{told.Max().Item2}\"", read.Headers.ETag?.Tag);
        }

        JsonElement trail = await api.GetAsync("county", "audit/verification", cancellation);
        Assert.True(trail.GetProperty("valid").GetBoolean(), trail.ToString());
        JsonElement archive = await api.GetAsync("county", $"{PathOf(Sealed)}/verification", cancellation);
        Assert.True(archive.GetProperty("valid").GetBoolean(), archive.ToString());
    }

    private static Period Month(int ago) => Period.Of($"{DateTime.UtcNow.AddHours(8).AddMonths(-ago):yyyy-MM}");

    private CountyMonth MonthOf(Period period) => new(api, data, scheme, MonthGenerator.Generate(data, scheme, period, MonthGenerator.DemoSeed));

    private Task<JsonElement> StartAsync(CountyMonth month, string appeals, CancellationToken cancellation)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var dates = new { opens = now, collectingDue = now.AddHours(1), decisionDue = now.AddHours(2), appeals };
        return api.SendAsync("county", HttpMethod.Post, month.Path[..month.Path.LastIndexOf('/')], new { period = month.Month.Period, dates }, cancellation);
    }

    private async Task RememberAsync(CountyMonth open, CancellationToken cancellation)
    {
        string[] paths = ["villages", $"townships/{Township}/roster", .. open.Month.Townships[0].Submissions.Take(2).Select(one => Submission(one.Source.Value))];
        foreach (string path in paths)
        {
            Documents[path] = (await ReadAsync(path, "application/json", cancellation), await ReadAsync(path, "text/csv", cancellation), await ReadAsync(path, Workbook, cancellation));
            before[path] = await VersionsAsync(path, cancellation);
        }

        Rule = open.Month.Townships[0].Observations.Select(one => one.Rule.Value).FirstOrDefault("rule");
        Ids =
        [
            .. (await api.ListAsync("county", $"townships/{Township}/rectifications", cancellation)).Take(5).Select(one => one.GetProperty("id").GetString()!),
            .. (await api.ListAsync("county", "messages", cancellation)).Take(5).Select(one => one.GetProperty("id").GetString()!),
        ];
    }

    // Villages have no list of versions: the current one, then, which the same content does not replace. So its digest is that of what is stored.
    private async Task<(int Version, string Digest)[]> VersionsAsync(string path, CancellationToken cancellation)
    {
        if (path != "villages")
            return [.. (await api.ListAsync("county", $"{path}/versions", cancellation)).Select(VersionOf)];
        (_, string text) = await api.AnswerAsync("county", HttpMethod.Put, path, Content(await ReadAsync(path, "application/json", cancellation)), "application/json", cancellation);
        return [VersionOf(JsonElement.Parse(text))];
    }

    private static (int Version, string Digest) VersionOf(JsonElement version) => (version.GetProperty("version").GetInt32(), version.GetProperty("digest").GetString()!);

    private static Func<HttpContent> Content(byte[] json) => () => new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task<byte[]> ReadAsync(string path, string mediaType, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await GetAsync(path, mediaType, cancellation);
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string mediaType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/counties/{County}/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token("county"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return await host.Http.SendAsync(request, cancellation);
    }
}
