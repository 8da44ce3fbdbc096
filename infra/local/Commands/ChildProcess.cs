using System.Runtime.InteropServices;

namespace Yuekao.Local;

/// <summary>Starts other .NET programs, and asks them to end, for which the runtime has no call.</summary>
internal static partial class ChildProcess
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    /// <summary>Starts an assembly on the .NET that runs this.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its variables, over this process's; null removes one.</param>
    /// <param name="output">Gets each line that it prints.</param>
    public static Process Start(string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> environment, Action<string> output)
    {
        string dotnet = Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["exec", assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            UseShellExecute = false,
            // Open for as long as this process lives.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Forward;
        process.ErrorDataReceived += Forward;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Forward(object sender, DataReceivedEventArgs line)
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
                output(line.Data);
        }
    }

    /// <summary>Asks a process to end: by SIGTERM, or by SIGINT as Ctrl+C does.</summary>
    /// <returns>False where the operating system has no such signals (Windows).</returns>
    public static bool AskToEnd(Process process, bool likeCtrlC) => !OperatingSystem.IsWindows() && Kill(process.Id, likeCtrlC ? Sigint : Sigterm) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
