namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A function that runs on a schedule.</summary>
/// <param name="definition">What was declared.</param>
/// <param name="invoker">What calls it.</param>
/// <param name="expression">The schedule as text, settings resolved.</param>
/// <param name="schedule">The schedule.</param>
internal sealed class TimerFunction(DeclaredFunction definition, FunctionInvoker invoker, string expression, TimerSchedule schedule)
    : HostedFunction(definition, invoker)
{
    private readonly TimerTriggerAttribute trigger = (TimerTriggerAttribute)definition.Trigger;

    public TimerSchedule Schedule => schedule;

    public bool RunOnStartup => trigger.RunOnStartup;

    /// <summary>Whether its status is stored: as the attribute says, or unless it runs more often than once a minute.</summary>
    public bool IsMonitored(DateTime now) => trigger.Monitor ?? !schedule.IsMoreOftenThanOnceAMinute(now);

    public override string Describe(string address) => $"{Name}: timerTrigger {expression}";
}
