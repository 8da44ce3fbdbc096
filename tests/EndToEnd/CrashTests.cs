using System.Text.Json;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>The host is killed (SIGKILL) and started again: what was acknowledged stays, and what was begun ends as if nothing had happened.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    private const int Stops = 6;
    private const int Step = 10;
    private const int Worth = Step * Stops * (Stops + 1) / 2;
    private const int Journeys = 3;
    private const int Kills = 6;
    private static readonly object Plan = new { stops = Stops, step = Step, rest = "00:00:00.300" };

    public static TheoryData<int> Seeds { get; } = [1, 2, 3, 4, 5];

    [Fact]
    public async Task Journey_Undisturbed_Arrives()
    {
        await using var host = new SampleHost(azurite.ConnectionString);
        string id = AzuriteFixture.UniqueName("journey");
        await host.StartAsync();
        await host.StartJourneyAsync(id, Plan);
        await host.PermitJourneyAsync(id);

        AssertArrived(await host.WaitForEndAsync(id), host);
        await AssertNoResultWasLostAsync(host, id);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Journey_HostKilledAtRandomMoments_ArrivesWithTheSameResult(int seed)
    {
        var random = new Random(seed);
        string[] ids = [.. Enumerable.Range(1, Journeys).Select(_ => AzuriteFixture.UniqueName("journey"))];
        HashSet<string> permitted = [];
        await using var host = new SampleHost(azurite.ConnectionString);
        await host.StartAsync();
        foreach (string id in ids)
            (await host.StartJourneyAsync(id, Plan)).EnsureSuccessStatusCode();

        for (int kill = 1; kill <= Kills; kill++)
        {
            // A permit every second kill, so that some journeys are killed while they wait and some while they arrive.
            if (kill % 2 == 0)
                await PermitAsync(host, ids[(kill / 2) - 1], permitted);
            await Task.Delay(random.Next(900), TestContext.Current.CancellationToken);
            await host.KillAsync();
            // A host may also be killed while it is still recovering from the last kill.
            if (random.Next(3) == 0)
                await host.StartAndKillAsync(TimeSpan.FromMilliseconds(random.Next(100, 1200)));
            await host.StartAsync();
        }

        foreach (string id in ids)
        {
            await PermitAsync(host, id, permitted);
            AssertArrived(await host.WaitForEndAsync(id), host);
            await AssertNoResultWasLostAsync(host, id);
        }
    }

    [Fact]
    public async Task AcknowledgedWrites_HostKilledInTheNextInstant_Survive()
    {
        await using var host = new SampleHost(azurite.ConnectionString);
        for (int round = 1; round <= 4; round++)
        {
            string id = AzuriteFixture.UniqueName("journey");
            await host.StartAsync();
            (await host.StartJourneyAsync(id, Plan)).EnsureSuccessStatusCode();
            await host.KillAsync();

            await host.StartAsync();
            (await host.PermitJourneyAsync(id)).EnsureSuccessStatusCode();
            await host.KillAsync();

            await host.StartAsync();
            AssertArrived(await host.WaitForEndAsync(id), host);
            await host.KillAsync();
        }
    }

    private static async Task PermitAsync(SampleHost host, string id, HashSet<string> permitted)
    {
        if (permitted.Add(id))
            (await host.PermitJourneyAsync(id)).EnsureSuccessStatusCode();
    }

    private static void AssertArrived(JsonElement status, SampleHost host)
    {
        Assert.True(status.GetProperty("status").GetString() == "Completed", $"{status}\n{string.Join('\n', host.Output.TakeLast(40))}");
        JsonElement output = status.GetProperty("output");
        Assert.Equal(Worth, output.GetProperty("Out").GetInt32());
        Assert.Equal(Worth, output.GetProperty("Back").GetInt32());
        Assert.Equal(Worth, output.GetProperty("Announced").GetInt32());
        Assert.Equal("county", output.GetProperty("IssuedBy").GetString());
        Assert.Equal("arrived", status.GetProperty("progress").GetString());
    }

    /// <summary>What the orchestration took for its activities' results after the fan-out, it still takes at the end, and each really ran.</summary>
    private static async Task AssertNoResultWasLostAsync(SampleHost host, string id)
    {
        JsonElement[] executions = [.. (await host.GetAsync($"api/journeys/{id}/executions")).EnumerateArray()];
        ILookup<string, string[]> testimonies = executions
            .Select(execution => execution.GetProperty("key").GetString()!.Split('|'))
            .Where(parts => parts.Length == 3)
            .ToLookup(parts => parts[0], parts => parts[1..]);
        HashSet<string> ran = [.. executions.Select(execution => execution.GetProperty("id").GetString()!)];

        Dictionary<string, string> departure = Results(testimonies["departure"]), arrival = Results(testimonies["arrival"]);
        Assert.Equal(Stops, departure.Count);
        Assert.Equal(departure, arrival);
        Assert.All(departure.Values, execution => Assert.Contains(execution, ran));
    }

    // A testimony may itself have been given twice; it must not have changed.
    private static Dictionary<string, string> Results(IEnumerable<string[]> testimony) =>
        testimony.GroupBy(parts => parts[0], parts => parts[1]).ToDictionary(group => group.Key, group => Assert.Single(group.Distinct()));
}
