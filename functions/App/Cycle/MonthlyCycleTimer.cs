namespace Yuekao.App.Cycle;

/// <summary>Starts the cycle of the period that a tick falls into, and those of periods whose tick was missed, for each scheme of the settings.</summary>
public sealed class MonthlyCycleTimer(CycleStarter starter, CycleSettings settings, TimeProvider clock, ILogger<MonthlyCycleTimer> logger)
{
    // Ticks that were missed for longer are somebody's to decide on.
    private const int MostPeriods = 3;

    public static AuditActor Actor { get; } = AuditActor.System("monthly-timer");

    /// <summary>Runs at each tick of the setting <c>MonthlyCycleSchedule</c> (NCRONTAB, UTC unless the app's time zone is set).</summary>
    [Function(nameof(StartMonthlyCycles))]
    public async Task StartMonthlyCycles([TimerTrigger("%MonthlyCycleSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset last = timer.ScheduleStatus is { Last: var before } && before != default ? new DateTimeOffset(DateTime.SpecifyKind(before, DateTimeKind.Utc)) : now;
        foreach (SchemeId scheme in settings.MonthlySchemes)
        {
            try
            {
                await StartAsync(client, scheme, last, now, cancellation);
            }
            catch (Exception failure) when (failure is ProblemException or RequestFailedException or AggregateException)
            {
                // One county's mistake must not keep the others from starting.
                logger.LogError(failure, "The cycle of {Scheme} could not be started.", scheme);
            }
        }
    }

    private async Task StartAsync(DurableTaskClient client, SchemeId id, DateTimeOffset last, DateTimeOffset now, CancellationToken cancellation)
    {
        CountyId county = CountyId.Of(id.Value.Split('.')[0]);
        Scheme scheme = await starter.RequireSchemeAsync(new CycleKey(county, id, default), version: null, cancellation);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(scheme.Document.Calendar.TimeZone);
        Period current = PeriodAt(now, zone, scheme);
        Period first = new[] { PeriodAt(last, zone, scheme), current.Plus(1 - MostPeriods) }.MaxBy(period => period.FirstDay);
        for (Period period = first; period.FirstDay <= current.FirstDay; period = period.Plus(1))
        {
            var key = new CycleKey(county, id, period);
            try
            {
                CycleRecord cycle = await starter.StartAsync(client, key, scheme, asked: null, Actor, cancellation);
                logger.LogInformation("The cycle {Cycle} is {State}.", key, cycle.Phase);
            }
            catch (ProblemException refused)
            {
                // A missed period whose collecting is over: the county starts it, with dates of its own, or not at all. The next one starts all the same.
                logger.LogError(refused, "The cycle {Cycle} was not started.", key);
            }
        }
    }

    private static Period PeriodAt(DateTimeOffset time, TimeZoneInfo zone, Scheme scheme) =>
        Period.Containing(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime), scheme.Document.Period);
}

/// <summary>The settings of cycles.</summary>
/// <param name="MonthlySchemes"><c>MonthlyCycleSchemes</c>: the schemes that the timer starts, separated by commas; each id starts with its county's.</param>
public sealed record CycleSettings(IReadOnlyList<SchemeId> MonthlySchemes)
{
    internal static CycleSettings Read(SettingsReader settings)
    {
        // The timer's binding reads the schedule itself; a start without it should say so like the others.
        settings.Required("MonthlyCycleSchedule", "when the timer starts the month's cycles, as NCRONTAB in UTC: 0 0 0 25 * * is the 25th at 08:00 in China");
        return new CycleSettings(settings.List(
            "MonthlyCycleSchemes",
            text => SchemeId.TryOf(text, out SchemeId id) && text.Contains('.', StringComparison.Ordinal) ? id : (SchemeId?)null,
            "scheme ids separated by commas, such as haixing.village-monthly"));
    }
}
