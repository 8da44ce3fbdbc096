using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function on a schedule. The parameter is a <see cref="TimerInfo"/>.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Sets the schedule.</summary>
    /// <param name="schedule">
    /// An NCRONTAB expression of six fields (seconds first) or five, in the time zone of the setting WEBSITE_TIME_ZONE (UTC without it);
    /// or a TimeSpan between runs; or <c>%Setting%</c>, which names the setting that holds either.
    /// </param>
    public TimerTriggerAttribute(string schedule) => Schedule = schedule;

    /// <summary>The schedule as given.</summary>
    public string Schedule { get; }

    /// <summary>Whether the function also runs each time the host starts.</summary>
    /// <value>False.</value>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether the last and next run are stored, so that a run missed while the host was down is made up for at its start.</summary>
    /// <value>True, but false for schedules that run more often than once a minute.</value>
    public bool UseMonitor
    {
        get => Monitor ?? true;
        set => Monitor = value;
    }

    /// <summary><see cref="UseMonitor"/> when it was set.</summary>
    internal bool? Monitor { get; private set; }
}
