using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>Bad input gets a 4xx problem, never a 500, and changes nothing (docs/design.md 9.8).</summary>
public sealed class FuzzTests(AzuriteFixture azurite)
{
    private const int DefaultSeed = 20261130;
    private const int Requests = 20_000;
    private const int AtOnce = 16;
    private const int MostShown = 20;

    // To send again what failed: its seed and, alone, its number.
    private static readonly int Seed = Setting("YUEKAO_FUZZ_SEED") ?? DefaultSeed;
    private static readonly int? Only = Setting("YUEKAO_FUZZ_REQUEST");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwentyThousandHostileRequests_OverEveryRoute_AreProblemsAndChangeNothing()
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);
        FuzzedCounty county = await FuzzedCounty.OpenAsync(hosts, await hosts.StartAsync(), Cancellation);
        var maker = new RequestMaker(county, await FuzzedApi.ReadAsync(Cancellation), Seed);
        var findings = new ConcurrentBag<(FuzzRequest Request, FuzzAnswer? Answer, string Fault)>();
        var statuses = new ConcurrentDictionary<int, int>();
        var routes = new ConcurrentDictionary<string, bool>();
        var writes = new AcceptedWrites();
        long began = Stopwatch.GetTimestamp();

        await Parallel.ForEachAsync(
            Only is { } only ? [only] : Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (number, stop) =>
            {
                FuzzRequest request = maker.Make(number);
                FuzzAnswer? answer = await RawHttp.SendAsync(county.Address, request, stop);
                if (answer?.Fault(request) is { } fault)
                    findings.Add((request, answer, fault));
                else if (answer is null)
                    findings.Add((request, answer, "No answer."));
                statuses.AddOrUpdate(answer?.Status ?? 0, 1, (_, count) => count + 1);
                routes.TryAdd(request.Route, true);
                if (answer is not null)
                    writes.Note(request, answer);
            });

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Seed {Seed}: {statuses.Values.Sum()} requests in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, "
            + string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
        Assert.True(findings.IsEmpty, Report(findings));
        if (Only is null)
            Assert.Superset(maker.Routes.ToHashSet(), routes.Keys.ToHashSet());
        await county.RequireAsLeftAsync(writes, Cancellation);
    }

    private static string Report(ConcurrentBag<(FuzzRequest Request, FuzzAnswer? Answer, string Fault)> findings)
    {
        var report = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Seed {Seed}: {findings.Count} of the answers are not as they must be.\n");
        foreach ((FuzzRequest request, FuzzAnswer? answer, string fault) in findings.OrderBy(one => one.Request.Number).DistinctBy(one => (one.Request.Route, one.Fault)).Take(MostShown))
            report.Append(CultureInfo.InvariantCulture, $"\n{fault}\nYUEKAO_FUZZ_SEED={Seed} YUEKAO_FUZZ_REQUEST={request.Number}, {request.Route}:\n{request}\n{answer}\n");
        return report.ToString();
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : null;
}

/// <summary>The versions of documents that the app said it stored.</summary>
internal sealed class AcceptedWrites
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(int Version, string Digest), bool>> stored = new();

    /// <summary>Of a path under the county.</summary>
    public IReadOnlyCollection<(int Version, string Digest)> Of(string path) => stored.TryGetValue(path, out var versions) ? [.. versions.Keys] : [];

    public void Note(FuzzRequest request, FuzzAnswer answer)
    {
        if (request.Written is not { } path || answer.Status is not (200 or 201))
            return;
        using JsonDocument body = JsonDocument.Parse(answer.Body);
        var version = (body.RootElement.GetProperty("version").GetInt32(), body.RootElement.GetProperty("digest").GetString()!);
        stored.GetOrAdd(path, _ => new()).TryAdd(version, true);
    }
}
