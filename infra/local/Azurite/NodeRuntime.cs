using System.ComponentModel;

namespace Yuekao.Local.Azurite;

/// <summary>The Node.js that Azurite runs on.</summary>
internal static class NodeRuntime
{
    /// <summary>The oldest major version that the pinned Azurite was tried with.</summary>
    public const int OldestMajor = 20;

    /// <summary>Fails with one line unless <paramref name="node"/> is a recent enough Node.js.</summary>
    /// <exception cref="AzuriteException">It is missing, cannot be run, or is too old.</exception>
    public static async Task CheckAsync(string node, CancellationToken cancellation)
    {
        string version = (await RunAsync(node, ["--version"], workingFolder: null, Missing(node), cancellation)).Output.Trim();
        string major = version.TrimStart('v').Split('.')[0];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            throw new AzuriteException($"'{node} --version' answered '{version}', which is no Node.js version. {Remedy}");
        if (number < OldestMajor)
            throw new AzuriteException($"Node.js {version} is too old for Azurite. {Remedy}");
    }

    /// <summary>Runs a command to its end and returns what it printed.</summary>
    /// <exception cref="AzuriteException">The command cannot be started: <paramref name="whenMissing"/>.</exception>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string command, string[] arguments, string? workingFolder, string whenMissing, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingFolder ?? string.Empty,
        };
        using Process process = Start(start, whenMissing);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a process, or says in one line why it cannot be.</summary>
    public static Process Start(ProcessStartInfo start, string whenMissing)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new AzuriteException(whenMissing, exception);
        }
    }

    /// <summary>The line for a Node.js that is not there.</summary>
    public static string Missing(string node) => $"Azurite needs Node.js, and '{node}' was not found. {Remedy}";

    private static string Remedy => $"Install Node.js {OldestMajor} or later from https://nodejs.org and see that it is on PATH.";
}
