using System.IO.MemoryMappedFiles;

namespace Yuekao.App.Platform;

/// <summary>
/// The time of a local host whose clock is driven, for demonstrations and tests: the real time, ahead by the eight bytes of ticks at the start of a file that
/// the host keeps.
/// </summary>
internal sealed class LocalClock : TimeProvider
{
    private const string Setting = "YUEKAO_CLOCK";
    private const string Stage = "AZURE_FUNCTIONS_ENVIRONMENT";

    private readonly MemoryMappedViewAccessor ahead;

    private LocalClock(string path)
    {
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        ahead = file.CreateViewAccessor(0, sizeof(long), MemoryMappedFileAccess.Read);
    }

    /// <summary>The clock that the local host gives the app; null for the real time.</summary>
    /// <exception cref="SettingsException">There is one where nobody develops: deadlines are never moved in earnest.</exception>
    public static LocalClock? Find() => Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } path ? null
        : Environment.GetEnvironmentVariable(Stage) == "Development" ? new LocalClock(path)
        : throw new SettingsException([$"The setting '{Setting}' is the local host's alone: the app's time is driven only where {Stage} is Development."]);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(ahead.ReadInt64(0));
}
