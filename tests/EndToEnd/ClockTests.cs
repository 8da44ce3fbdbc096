using Yuekao.Local;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>The time of an app that runs as a process of its own, driven from here.</summary>
public sealed class ClockTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 10, 25, 8, 0, 0, TimeSpan.FromHours(8));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MoveClock_LaterTime_IsTheAppsTimeAndNothingMovesItBack()
    {
        await using AppProcess app = await StartAsync(("YUEKAO_CLOCK", "2026-10-25T08:00:00+08:00"));
        Assert.InRange(await app.ReadClockAsync(Cancel), Start, Start.AddHours(1));

        DateTimeOffset moved = await app.MoveClockAsync(Start.AddDays(30), Cancel);
        AppProcessException refused = await Assert.ThrowsAsync<AppProcessException>(() => app.MoveClockAsync(Start.AddDays(29), Cancel));

        Assert.InRange(moved, Start.AddDays(30), Start.AddDays(30).AddHours(1));
        Assert.InRange(await app.ReadClockAsync(Cancel), moved, moved.AddHours(1));
        Assert.StartsWith("The clock only moves forward", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoveClock_WithoutTheSetting_SaysWhatIsMissing()
    {
        await using AppProcess app = await StartAsync();

        AppProcessException refused = await Assert.ThrowsAsync<AppProcessException>(() => app.MoveClockAsync(Start.AddYears(10), Cancel));

        Assert.Contains("YUEKAO_CLOCK", refused.Message, StringComparison.Ordinal);
    }

    private Task<AppProcess> StartAsync(params (string Name, string Value)[] settings) => AppProcess.StartAsync(
        AppProcess.PathOf("SampleApp"),
        SampleHost.FreePort(),
        new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = AzuriteFixture.UniqueName("Clock"),
            ["TickSchedule"] = "0 0 0 1 1 *",
        },
        TestContext.Current.SendDiagnosticMessage,
        Cancel);
}
