using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>Every scheme that comes with the app runs: opened by POST, collected, graded, decided, told, appealed, sealed and verified, on a county with the right people in it.</summary>
public sealed class EverySchemeTests(AppFixture fixture)
{
    private const int Villages = 4;

    public static TheoryData<string> Schemes() => [.. SchemeCatalog.All.Select(scheme => scheme.Key.Scheme.Value).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Scheme_OpenedByPost_RunsToAVerifiedSeal(string scheme)
    {
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of(scheme))!.Document;
        await using CycleHost host = await CycleHost.StartAsync(fixture, scheme, CountyOf(scheme), $"{Period.Containing(new DateOnly(2026, 10, 1), document.Period)}");
        if (document.Cohort is { } cohort)
            await host.FillCohortAsync(cohort, host.Period.FirstDay);
        await host.OpenAsync();
        await host.ReportAnythingAsync();
        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        Assert.True(host.Now < host.Times.CollectingDue);

        IReadOnlyList<PoolProgress> pools = (await host.ProgressAsync()).Pools;
        foreach (PoolProgress pool in pools)
            await host.DecideAsync(pool.Pool.Pool.Value, meeting: document.DecidedBy == Tier.County ? "county" : null);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        (string appellant, string role, string meeting) = await LastAsync(host, document, pools[0].Pool.Pool);
        JsonElement notice = await host.GetAsync(role, $"{host.Path}/notices/subjects/{appellant}");
        Assert.NotEmpty(notice.GetProperty("items").EnumerateArray());
        await host.DoAsync(role, HttpMethod.Put, $"{host.Path}/subjects/{appellant}/appeal", new { grounds = "请复核评分。" });
        await CollectingTests.WaitForMessagesAsync(host, meeting, "appealFiled", 1);
        await host.DoAsync(meeting, HttpMethod.Put, $"{host.Path}/subjects/{appellant}/appeal/ruling", new { ruling = "upheld", reason = "评分无误", attendees = new[] { "赵书记" }, minutes = "1号" });
        await host.SealAsync();

        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
        Assert.Equal(await SubjectsAsync(host, document), verification.GetProperty("checked").GetProperty("subjects").GetInt32());
        Assert.Equal(document.Items.Any(item => item.Level == ItemLevel.Village), await HasVillageNoticesAsync(host));
    }

    private static SampleCountyData CountyOf(string scheme)
    {
        SampleCountyData county = scheme.StartsWith("dongguang.", StringComparison.Ordinal) ? DongguangCounty.Generate() : HaixingCounty.Committed().WithOffices(seed: 1);
        SampleTownship[] townships = [.. county.Townships.Take(2).Select(township => township with { Villages = [.. township.Villages.Take(Villages)] })];
        return county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(township => township.Id == office.Township))] };
    }

    // Whoever did worst of those who are ranked, or answers for it.
    private static async Task<(string Appellant, string Role, string Meeting)> LastAsync(CycleHost host, SchemeDocument scheme, PoolId pool)
    {
        string meeting = scheme.DecidedBy == Tier.County ? "meeting:county" : $"meeting:{pool}";
        JsonElement proposal = await host.GetAsync(meeting, $"{host.Path}/pools/{pool}/proposal");
        JsonElement last = proposal.GetProperty("outcomes").EnumerateArray().MaxBy(one => one.TryGetProperty("rank", out JsonElement rank) ? rank.GetInt32() : 0);
        string appellant = last.GetProperty("subject").GetProperty("id").GetString()!;
        return (appellant, scheme.Subject == SubjectKind.Township ? $"township:{appellant}" : $"cadre:{appellant}", meeting);
    }

    private static async Task<int> SubjectsAsync(CycleHost host, SchemeDocument scheme)
    {
        int sum = 0;
        foreach (TownshipId township in host.Townships)
            sum += (await host.GetAsync("county", $"{host.Path}/townships/{township}/results")).GetProperty("items").GetArrayLength();
        Assert.True(sum >= host.Townships.Count, $"{scheme.Id} assesses {sum}.");
        return sum;
    }

    private static async Task<bool> HasVillageNoticesAsync(CycleHost host) => (await host.GetAsync("county", $"{host.Path}/townships/{host.Townships[0]}/notices?top=200"))
        .GetProperty("items").EnumerateArray().Any(notice => notice.TryGetProperty("village", out _));
}
