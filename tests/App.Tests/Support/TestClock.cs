using Yuekao.Local.Host.Durable;

namespace Yuekao.App.Tests.Support;

/// <summary>Clocks for tests, each in a file of its own.</summary>
internal static class TestClock
{
    /// <summary>A clock that shows a time, and goes on from there.</summary>
    /// <param name="start">The time; null for the real one.</param>
    public static DrivenClock Create(DateTimeOffset? start = null) => DrivenClock.Open(Path.Combine(Directory.CreateTempSubdirectory("yuekao-clock-").FullName, "clock"), start);
}
