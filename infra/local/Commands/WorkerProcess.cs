using Yuekao.Local.Host;

namespace Yuekao.Local;

/// <summary>An app as a process of its own, which never outlives this one.</summary>
internal sealed class WorkerProcess : IRunningWorker
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private WorkerProcess(Process process) => (this.process, Ended) = (process, process.WaitForExitAsync(CancellationToken.None));

    public Task Ended { get; }

    public int Id => process.Id;

    /// <inheritdoc cref="ChildProcess.Start"/>
    public static WorkerProcess Start(
        string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> environment, Action<string> output)
    {
        string?[] hooks = [typeof(StartupHook).Assembly.Location, Environment.GetEnvironmentVariable(StartupHook.Variable)];
        string all = string.Join(Path.PathSeparator, hooks.Where(hook => hook is { Length: > 0 }));
        return new WorkerProcess(ChildProcess.Start(assembly, arguments, environment.Append(new(StartupHook.Variable, all)), output));
    }

    public void Kill() => process.Kill();

    /// <summary>Waits a while for it to end by itself, then ends it. All that it printed was forwarded then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await Task.WhenAny(Ended, Task.Delay(StopLimit)) != Ended)
            Kill();
        await Ended;
        process.Dispose();
    }
}
