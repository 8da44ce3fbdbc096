using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using Yuekao.Local.Azurite;

namespace Yuekao.Local;

/// <summary><c>demo</c>: starts Azurite and the sample app and shows a durable fan-out over HTTP.</summary>
internal static class DemoCommand
{
    private const string StorageSetting = "AzureWebJobsStorage";
    private const int FanOut = 1000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "End after the demo instead of staying up for a look." };
        var port = new Option<int>("--port") { Description = "The port of the app.", DefaultValueFactory = _ => 7071 };
        var command = new Command("demo", "Starts Azurite and the sample app and shows a durable fan-out.") { exit, port };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(port), result.GetValue(exit), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool exit, CancellationToken cancellation)
    {
        await using AzuriteServer? azurite = await StartAzuriteAsync(cancellation);
        var settings = new Dictionary<string, string> { ["TickSchedule"] = "0 */5 * * * *" };
        if (azurite is not null)
            settings[StorageSetting] = azurite.ConnectionString;
        await using AppProcess app = await AppProcess.StartAsync(AppProcess.PathOf("SampleApp"), port, settings, line => Console.WriteLine($"  {line}"), cancellation);

        await ShowFanOutAsync(app.Http, cancellation);
        if (!exit)
        {
            Console.WriteLine($"The app stays up on {app.Http.BaseAddress} until Ctrl+C.");
            await WaitForEndAsync(app, cancellation);
        }

        return 0;
    }

    // A storage that is set is used as it is; else the demo brings its own.
    private static async Task<AzuriteServer?> StartAzuriteAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(StorageSetting) is { Length: > 0 })
            return null;
        var options = new AzuriteOptions { Location = Path.Combine(RepositoryFolders.LocalData, "azurite") };
        AzuriteServer azurite = await AzuriteServer.StartAsync(options, Console.WriteLine, cancellation);
        Console.WriteLine($"Azurite: tables on port {azurite.Ports.Table}, blobs on port {azurite.Ports.Blob}{(azurite.Started ? "" : " (was running already)")}");
        return azurite;
    }

    private static async Task ShowFanOutAsync(HttpClient http, CancellationToken cancellation)
    {
        Console.WriteLine($"POST /api/fanouts/{FanOut}: one orchestration that runs {FanOut} activities and sums their results");
        using HttpResponseMessage accepted = await http.PostAsync(new Uri($"api/fanouts/{FanOut}", UriKind.Relative), content: null, cancellation);
        accepted.EnsureSuccessStatusCode();
        Uri status = accepted.Headers.Location!;
        for (string? shown = null; ; await Task.Delay(Poll, cancellation))
        {
            JsonElement answer = await http.GetFromJsonAsync<JsonElement>(status, cancellation);
            string now = answer.ToString();
            if (now != shown)
                Console.WriteLine($"GET {status.OriginalString}: {shown = now}");
            if (answer.GetProperty("status").GetString() is "Completed" or "Failed" or "Terminated")
                return;
        }
    }

    private static async Task WaitForEndAsync(AppProcess app, CancellationToken cancellation)
    {
        try
        {
            await app.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how a look ends.
        }
    }
}
