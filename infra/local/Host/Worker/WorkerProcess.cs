using System.Diagnostics;

namespace Yuekao.Local.Host.Worker;

/// <summary>An app as a process of its own, which never outlives this one.</summary>
public sealed class WorkerProcess : IRunningWorker
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private WorkerProcess(Process process) => (this.process, Ended) = (process, process.WaitForExitAsync(CancellationToken.None));

    /// <summary>Ends when the app has ended and all that it printed was forwarded.</summary>
    public Task Ended { get; }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts an app's assembly.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="arguments">What the worker needs to find its host.</param>
    /// <param name="environment">Its settings, over this process's environment; null removes a variable.</param>
    /// <param name="output">Gets each line that it prints.</param>
    public static WorkerProcess Start(string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> environment, Action<string> output)
    {
        var start = new ProcessStartInfo(Dotnet, ["exec", assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        string hook = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Variable] = start.Environment.TryGetValue(StartupHook.Variable, out string? others) && others is { Length: > 0 } ? $"{hook}{Path.PathSeparator}{others}" : hook;
        var started = new Process { StartInfo = start };
        started.OutputDataReceived += (_, line) => Forward(line.Data);
        started.ErrorDataReceived += (_, line) => Forward(line.Data);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new WorkerProcess(started);

        void Forward(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                output(line);
        }
    }

    public void Kill() => process.Kill();

    /// <summary>Waits a while for it to end by itself, then ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Ended.WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            Kill();
            await Ended;
        }

        process.Dispose();
    }

    // The .NET that runs this.
    private static string Dotnet => Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";
}
