namespace Yuekao.App.Cycles;

/// <summary>The dates that a county sets for one cycle, because holidays move them, say. For what it leaves out the scheme's calendar holds.</summary>
public sealed record CycleDates
{
    /// <summary>The longest that a county may let subjects appeal.</summary>
    public static readonly TimeSpan LongestAppeals = TimeSpan.FromDays(90);

    /// <summary>No dates: the scheme's calendar holds for everything.</summary>
    public static readonly CycleDates None = new();

    /// <summary>When collecting opens, and the cycle freezes; a time that has passed opens it at once.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>When all readings are due: not before the period ends, and not past.</summary>
    public DateTimeOffset? CollectingDue { get; init; }

    /// <summary>When the meeting's decision is due: after the readings. The meeting has as long after an extension, and sources have after a return, as lies between the two.</summary>
    public DateTimeOffset? DecisionDue { get; init; }

    /// <summary>How long a subject may appeal after the results: at most <see cref="LongestAppeals"/>; zero for no appeals.</summary>
    public TimeSpan? Appeals { get; init; }

    /// <summary>
    /// When shortfalls are to be rectified: not before the decision is due. Where results come out later than that, the scheme's days after them hold: nobody is
    /// told of a shortfall that is overdue already. In the dates in force, null for the scheme's days after the results.
    /// </summary>
    public DateTimeOffset? RectificationDue { get; init; }
}
