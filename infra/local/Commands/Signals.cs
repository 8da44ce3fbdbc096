using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Yuekao.Local;

/// <summary>What the runtime has no call for: asking another process to end.</summary>
internal static partial class Signals
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    /// <summary>Sends SIGTERM.</summary>
    /// <returns>False where the operating system has no such signal (Windows).</returns>
    public static bool Terminate(Process process) => !OperatingSystem.IsWindows() && Kill(process.Id, Sigterm) == 0;

    /// <summary>Sends SIGINT, as Ctrl+C does.</summary>
    /// <returns>False where the operating system has no such signal (Windows).</returns>
    public static bool Interrupt(Process process) => !OperatingSystem.IsWindows() && Kill(process.Id, Sigint) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
