namespace Microsoft.Azure.Functions.Worker;

/// <summary>A run of a timer function.</summary>
public class TimerInfo
{
    /// <summary>When it last ran and will next run, both from before this run; null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run comes late: its time passed while the host was down.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Where a timer stands. All times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last run; <c>default</c> before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next run due.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was written.</summary>
    public DateTime LastUpdated { get; set; }
}
