using System.Diagnostics;
using System.Globalization;

namespace Yuekao.Benchmarks.Assessment;

/// <summary>Measures memory in a process of its own, which never loads DuckDB.</summary>
internal static class MemoryChild
{
    /// <summary>The first argument of such a process; the path and the number of subjects follow.</summary>
    public const string Command = "assessment-memory";

    /// <summary>Starts the process, and prints the most memory it held, readings and results included.</summary>
    public static async Task PrintAsync(string path, int subjects)
    {
        string[] arguments = [Command, path, subjects.ToString(CultureInfo.InvariantCulture)];
        string program = Environment.ProcessPath!;
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments = [typeof(MemoryChild).Assembly.Location, .. arguments];
        using Process child = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string peak = (await child.StandardOutput.ReadToEndAsync()).Trim();
        await child.WaitForExitAsync();
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"The process that measures memory ended with {child.ExitCode}.");
        Report.Row($"peak memory of a process that grades {subjects:N0} subjects, {path}", "< 2,000 MB", $"{peak} MB");
    }

    /// <summary>What the process does.</summary>
    public static void Run(string path, int subjects)
    {
        if (path == "bulk")
            AssessmentBenchmark.BulkOnce(subjects);
        else
            AssessmentBenchmark.ExplainOnce(subjects);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / (1024 * 1024):N0}"));
    }
}
