using Yuekao.Local.Host.Durable;
using Yuekao.TestSupport;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>What tests of a driven hub share: a clock that begins on a day of 2031, and two orchestrations.</summary>
public abstract class DrivenHubTests(AzuriteFixture azurite) : IDisposable
{
    protected static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-time-").FullName;
    private readonly List<DrivenClock> clocks = [];

    public static TheoryData<string> Engines => [LocalDurability.InMemory, LocalDurability.AzureStorage];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clocks.ForEach(clock => clock.Dispose());
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static async Task<string> WaitAsync(Script script)
    {
        await script.TimerAsync(TimeSpan.FromDays(2));
        return Day(script.Now);
    }

    /// <summary>Ten days, then an event or thirty more; each time what the orchestration and an activity hold for today.</summary>
    private protected static async Task<string> MonthAsync(Script script)
    {
        await script.TimerAsync(TimeSpan.FromDays(10));
        string first = $"{Day(script.Now)} {await script.ActivityAsync("Now")}";
        Task<string> go = script.EventAsync("Go");
        string outcome = await Task.WhenAny(go, script.TimerAsync(TimeSpan.FromDays(30))) == go ? await go : "timer";
        return $"{first} {outcome} {Day(script.Now)} {await script.ActivityAsync("Now")}";
    }

    protected static string Day(DateTime time) => time.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private protected TestHub Hub(string engine, DrivenClock clock, string? name = null) => new(engine, azurite.ConnectionString, name ?? AzuriteFixture.UniqueName("hub"), clock);

    protected DrivenClock Clock(string file = "clock", DateTimeOffset? start = null)
    {
        DrivenClock clock = DrivenClock.Open(Path.Combine(folder, file), start ?? Start);
        clocks.Add(clock);
        return clock;
    }
}
