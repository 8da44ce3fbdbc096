using System.IO.MemoryMappedFiles;
using Yuekao.Local.Host.Durable;

namespace Yuekao.Local.Host.Tests.Durable;

public sealed class DrivenClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-clock-").FullName;

    private string File => Path.Combine(folder, "hub", "clock");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(2031)]
    [InlineData(2019)]
    public void Open_NewFile_BeginsAtTheStart(int year)
    {
        DateTimeOffset start = new(year, 3, 1, 8, 0, 0, TimeSpan.Zero);
        using DrivenClock clock = DrivenClock.Open(File, start);
        Assert.InRange(clock.GetUtcNow(), start, start.AddMinutes(1));
    }

    [Fact]
    public void Open_NewFileWithoutStart_IsRealTime()
    {
        using DrivenClock clock = DrivenClock.Open(File);
        Assert.InRange(clock.GetUtcNow(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(5, 5)]
    public void Open_ExistingFile_MovesForwardToTheStartAndNeverBack(int days, int expected)
    {
        using (DrivenClock.Open(File, Start))
        {
        }
        using DrivenClock again = DrivenClock.Open(File, Start.AddDays(days));
        Assert.InRange(again.GetUtcNow(), Start.AddDays(expected), Start.AddDays(expected).AddMinutes(1));
    }

    [Fact]
    public async Task MoveTo_AnotherReader_SeesItAndWaitersWake()
    {
        using DrivenClock clock = DrivenClock.Open(File, Start);
        using DrivenClock reader = DrivenClock.Open(File);
        using var app = MemoryMappedFile.CreateFromFile(
            new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        using MemoryMappedViewAccessor offset = app.CreateViewAccessor(0, sizeof(long), MemoryMappedFileAccess.Read);
        Task waiting = clock.ReachAsync(Start.AddDays(3).UtcDateTime, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        clock.MoveTo(Start.AddDays(3));
        clock.MoveTo(Start.AddDays(2));

        Assert.InRange(reader.GetUtcNow(), Start.AddDays(3), Start.AddDays(3).AddMinutes(1));
        Assert.InRange(DateTimeOffset.UtcNow.AddTicks(offset.ReadInt64(0)), Start.AddDays(3), Start.AddDays(3).AddMinutes(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
