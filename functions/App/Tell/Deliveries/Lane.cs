using System.Text;

namespace Yuekao.App.Tell;

/// <summary>
/// The way to one address of a channel: a robot, a mail server. Whoever sends there, of whatever township and county, goes by it, one wave after the other: so
/// it alone keeps to the address's budget, and waits when told to.
/// </summary>
/// <param name="Mark">Tells addresses apart and tells none: whoever knows a robot's address can post to its group.</param>
public sealed record Lane(string Channel, string Mark)
{
    private const int MarkLength = 24;

    public string Id => $"{Channel}-{Mark}";

    public static Lane Of(string channel, string address) => new(channel, Digest.Of(Encoding.UTF8.GetBytes(address)).ToString()[..MarkLength]);
}

/// <summary>How fast a lane may go, by its address's budget and by what the address answered. Each wave makes the next one's.</summary>
public sealed record LanePace
{
    /// <summary>A crash between a send and its record repeats no more than these.</summary>
    public const int Wave = 8;

    // A second more than what robots count by: clocks differ.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPauseOfAnItem = TimeSpan.FromHours(1);

    /// <summary>When messages went, or tried to, in the last minute, the oldest first; empty where the address has no budget.</summary>
    public IReadOnlyList<DateTimeOffset> Sent { get; init; } = [];

    /// <summary>How many waves in a row nothing was taken of.</summary>
    public int Failures { get; init; }

    /// <summary>Until then nobody may go.</summary>
    public DateTimeOffset OpensAt { get; init; }

    /// <summary>How many may go now.</summary>
    public int RoomAt(DateTimeOffset now, int? mostPerMinute) =>
        now < OpensAt ? 0 : Math.Clamp((mostPerMinute ?? Wave) - Sent.Count(at => at + Minute > now), 0, Wave);

    /// <summary>The pace after a wave.</summary>
    /// <param name="tried">How many were sent, taken or not.</param>
    /// <param name="delayed">How many of them were not taken.</param>
    /// <param name="wait">How long the address wants to be left alone.</param>
    public LanePace After(int tried, int delayed, TimeSpan? wait, DateTimeOffset now, int? mostPerMinute)
    {
        DateTimeOffset[] sent = mostPerMinute is null ? [] : [.. Sent.Where(at => at + Minute > now), .. Enumerable.Repeat(now, tried)];
        int failures = delayed == tried ? Failures + 1 : 0;
        DateTimeOffset[] opens =
        [
            failures > 0 ? now + PauseAfter(failures) : now,
            wait is { } asked ? now + (asked < LongestPauseOfAnItem ? asked : LongestPauseOfAnItem) : now,
            sent.Length >= mostPerMinute ? sent[sent.Length - mostPerMinute.Value] + Minute : now,
        ];
        return new LanePace { Sent = sent, Failures = failures, OpensAt = opens.Max() };
    }

    /// <summary>The n-th pause of who is put off again and again.</summary>
    public static TimeSpan PauseAfter(int failures) => PauseAfter(failures, LongestPause);

    /// <summary>The n-th pause of an item. At length longer than the lane's: what alone is not taken makes room for the others.</summary>
    public static TimeSpan PauseOfAnItem(int attempts) => PauseAfter(attempts, LongestPauseOfAnItem);

    private static TimeSpan PauseAfter(int failures, TimeSpan longest) => FirstPause * Math.Min(longest / FirstPause, Math.Pow(2, failures - 1));
}
