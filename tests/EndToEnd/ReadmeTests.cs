using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Yuekao.EndToEnd;

/// <summary>README's commands do what it says.</summary>
public sealed class ReadmeTests
{
    private static readonly string ReadmePath = typeof(ReadmeTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ReadmePath").Value!;

    [Fact]
    public void Commands_EveryProjectAndScriptTheyName_Exists()
    {
        string[] commands = Commands();

        Assert.Contains("dotnet run --project infra/local -- demo", commands);
        Assert.Contains("dotnet test", commands);
        string[] paths = [.. commands.SelectMany(command => command.Split(' ')).Where(word => word.Contains('/', StringComparison.Ordinal) && !IsMadeByThem(word))];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(ReadmePath)!, path)), $"README names {path}, which is not there."));
    }

    [Fact]
    public async Task Demo_WithExit_RunsTheCountysMonthAndEnds()
    {
        string port = Ports.Free().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Yuekao.Local.dll"), "demo", "--exit", "--port", port])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("AzureWebJobsStorage");
        using Process demo = Process.Start(start)!;
        Task<string> output = demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(demo.ExitCode == 0, await errors + await output);
        string[] lines = (await output).Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains("Haixing is loaded: 7 townships, 197 villages, 692 cadres", lines);
        TestContext.Current.TestOutputHelper?.WriteLine(await output);
        Assert.Contains(lines, line => line.StartsWith("county ", StringComparison.Ordinal) && line.EndsWith(" 0.00", StringComparison.Ordinal));
        Assert.Contains("Notices: 692 to cadres, 197 to villages; 20 acknowledged", lines);
        Assert.Contains(lines, line => line.StartsWith("Seal ", StringComparison.Ordinal) && line.EndsWith("every outcome recomputed from the archive is as recorded", StringComparison.Ordinal));
    }

    // Data, build output, and settings of one's own: what is never committed.
    private static bool IsMadeByThem(string path) =>
        path.StartsWith(".local/", StringComparison.Ordinal) || path.StartsWith("artifacts/", StringComparison.Ordinal) || path.EndsWith("/local.settings.json", StringComparison.Ordinal);

    private static string[] Commands()
    {
        List<string> commands = [];
        bool inShell = false;
        foreach (string line in File.ReadLines(ReadmePath))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inShell = line == "```sh";
            else if (inShell)
                commands.Add(line);
        }

        return [.. commands];
    }
}
