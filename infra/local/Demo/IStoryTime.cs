namespace Yuekao.Local.Demo;

/// <summary>The time that a story is told in.</summary>
internal interface IStoryTime
{
    /// <summary>What time it is in the app.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Moves time on; a time that has passed changes nothing.</summary>
    Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation);
}
