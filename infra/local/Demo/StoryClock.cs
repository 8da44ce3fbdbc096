namespace Yuekao.Local.Demo;

/// <summary>The time of an app in another process, as it last was told: the tokens of its story are good by it.</summary>
/// <param name="start">The time at first; it goes on by itself.</param>
internal sealed class StoryClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan ahead = start - System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    /// <summary>Sets it to what the app says.</summary>
    public void Set(DateTimeOffset time) => ahead = time - System.GetUtcNow();
}
