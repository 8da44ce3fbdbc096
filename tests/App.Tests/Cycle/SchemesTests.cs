namespace Yuekao.App.Tests.Cycle;

/// <summary>A cycle runs any scheme: other pools, other meetings, other subjects, no subsidy.</summary>
public sealed class SchemesTests(AppFixture fixture)
{
    [Fact]
    public async Task Cycle_OneCountyPoolDecidedByTheCounty_RunsToItsSeal()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2, change: scheme => scheme with { Pool = Tier.County, DecidedBy = Tier.County });
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        PoolProgress pool = Assert.Single((await host.UntilAsync(progress => progress.Pools is [{ Status.Phase: PoolPhase.Deciding }])).Pools);
        Assert.Equal(PoolId.County, pool.Pool.Pool);

        await host.DecideAsync("county");
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();

        Assert.True((await host.GetAsync("county", $"{host.Path}/verification")).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Cycle_WithoutSubsidyAndAppeals_IsSealedAtOnce()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, change: scheme => scheme with { Subsidy = null, Calendar = scheme.Calendar with { AppealDays = 0 } });
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);

        await host.DecideAsync(host.Townships[0].Value);

        await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Sealed);
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }
}
