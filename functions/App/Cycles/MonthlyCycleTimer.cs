using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Yuekao.App.AuditTrail;
using Yuekao.App.Problems;
using Yuekao.Assessment;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>Starts the cycle of the period that a tick falls into, and those of periods whose tick was missed, for each scheme of the settings.</summary>
public sealed class MonthlyCycleTimer(CycleStarter starter, CycleSettings settings, TimeProvider clock, ILogger<MonthlyCycleTimer> logger)
{
    // Ticks that were missed for longer are somebody's to decide on.
    private const int MostPeriods = 3;

    /// <summary>Who starts them, in the audit trail.</summary>
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
        Period first = PeriodAt(last, zone, scheme);
        for (Period period = Later(first, current.Plus(1 - MostPeriods)); period.FirstDay <= current.FirstDay; period = period.Plus(1))
        {
            var key = new CycleKey(county, id, period);
            try
            {
                CycleRecord cycle = await starter.StartAsync(client, key, scheme, asked: null, Actor, cancellation);
                logger.LogInformation("The cycle {Cycle} is {State}.", key, cycle.State);
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

    private static Period Later(Period one, Period other) => one.FirstDay > other.FirstDay ? one : other;
}
