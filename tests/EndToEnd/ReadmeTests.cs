using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>README's commands do what it says.</summary>
public sealed class ReadmeTests(AzuriteFixture azurite)
{
    private static readonly string ReadmePath = typeof(ReadmeTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ReadmePath").Value!;

    [Fact]
    public void Commands_EveryProjectAndScriptTheyName_Exists()
    {
        string[] commands = Commands();

        Assert.Contains("dotnet run --project infra/local -- demo", commands);
        Assert.Contains("dotnet test", commands);
        string[] paths = [.. commands.SelectMany(command => command.Split(' ')).Where(word => word.Contains('/', StringComparison.Ordinal))];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(ReadmePath)!, path)), $"README names {path}, which is not there."));
    }

    [Fact]
    public async Task Demo_WithExit_ShowsTheFanOutAndEnds()
    {
        string port = SampleHost.FreePort().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Yuekao.Local.dll"), "demo", "--exit", "--port", port])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AzureWebJobsStorage"] = azurite.ConnectionString;
        start.Environment["AzureFunctionsJobHost__extensions__durableTask__hubName"] = AzuriteFixture.UniqueName("Demo");
        using Process demo = Process.Start(start)!;
        Task<string> output = demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(demo.ExitCode == 0, await errors + await output);
        Assert.Contains("333833500", await output, StringComparison.Ordinal);
        Assert.Contains("Completed", await output, StringComparison.Ordinal);
    }

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
