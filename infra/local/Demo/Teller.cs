namespace Yuekao.Local.Demo;

/// <summary>Tells a story: at the app's time, in a line a step.</summary>
/// <param name="time">The time.</param>
/// <param name="print">Gets each line.</param>
internal sealed class Teller(IStoryTime time, Action<string> print)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The time.</summary>
    public IStoryTime Time => time;

    /// <summary>What time it is in the county.</summary>
    public DateTimeOffset Now => time.Now.ToOffset(China);

    /// <summary>Tells what has happened.</summary>
    public void Tell(string line) => print($"{Now:yyyy-MM-dd HH:mm}  {line}");

    /// <summary>The same story without a word.</summary>
    public Teller Silently() => new(time, _ => { });

    /// <summary>Lets time pass; a time that has passed changes nothing.</summary>
    public Task UntilAsync(DateTimeOffset then, CancellationToken cancellation) => time.MoveToAsync(then, cancellation);

    /// <summary>Lets time pass until an hour of a day in the county.</summary>
    public Task UntilAsync(DateOnly day, int hour, CancellationToken cancellation) => UntilAsync(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), China), cancellation);
}
