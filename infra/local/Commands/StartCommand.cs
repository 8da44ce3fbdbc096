using System.CommandLine;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Yuekao.Local.Host;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Host.Worker;

namespace Yuekao.Local;

/// <summary><c>start</c>: runs the app on the local host, with the Azurite and the token issuer that its settings ask for.</summary>
internal static class StartCommand
{
    private const string Storage = "AzureWebJobsStorage";
    private const string Hub = "AzureFunctionsJobHost__extensions__durableTask__hubName";

    // What the app and its host say of themselves; the rest is what they are made of.
    private static readonly string[] Quiet = ["Microsoft", "Yarp", "Grpc", "Host", "Function", "DurableTask", "System"];

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port of the app.", DefaultValueFactory = _ => 7071 };
        var clock = new Option<DateTimeOffset?>("--clock")
        {
            Description = "Drive the app's clock from this time on, such as 2026-10-25T08:00:00+08:00; PUT /local/clock moves it.",
        };
        var data = new Option<string>("--data")
        {
            Description = "Where Azurite's data and the clock are kept.",
            DefaultValueFactory = _ => RepositoryFolders.LocalData,
        };
        var command = new Command("start", "Runs the app until Ctrl+C.") { port, clock, data };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(port), result.GetValue(clock), result.GetRequiredValue(data), cancellation));
        return command;
    }

    /// <summary>The app that was built with this project.</summary>
    private static string App => typeof(StartCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "App").Value!;

    private static async Task<int> RunAsync(int port, DateTimeOffset? start, string data, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(App)!;
        Dictionary<string, string?> settings = Settings();
        if (settings.GetValueOrDefault(Storage) == "UseDevelopmentStorage=true")
        {
            // It stays when this ends: another start finds its data in memory.
            AzuriteServer azurite = await AzuriteServer.StartAsync(StorageIn(data, isDriven: start is not null), Console.WriteLine, cancellation);
            settings[Storage] = azurite.ConnectionString;
        }

        // What waits on a driven clock does not wait on the real one: a hub of its own keeps the two apart.
        if (start is not null)
            settings.TryAdd(Hub, "YuekaoDriven");
        using DrivenClock? clock = start is null ? null : DrivenClock.Open(Path.Combine(data, "clocks", settings[Hub]!), start);
        using IssuerKey key = IssuerKey.LoadOrCreate(TokenCommand.KeyFolder);
        bool isLocal = settings.GetValueOrDefault("Auth__Issuer") == LocalIssuer.DefaultAddress;
        await using IssuerServer? issuer = isLocal ? await StartIssuerAsync(key, clock, cancellation) : null;
        if (clock is not null)
            settings["YUEKAO_CLOCK"] = clock.Path;
        string lastLine = "it printed nothing";
        WorkerProcess? app = null;
        LocalHost host;
        try
        {
            host = await LocalHost.StartAsync(
                new LocalHostOptions
                {
                    Folder = folder,
                    Settings = settings,
                    Port = port,
                    Clock = clock,
                    Endpoints = (web, time) => ClockEndpoints.Map(web, clock!, time),
                    Owner = $"{Environment.MachineName}-{port}",
                    Logging = Log,
                    Worker = async (arguments, environment) => app = WorkerProcess.Start(App, arguments, settings.Concat(environment), Print),
                },
                cancellation);
        }
        catch (WorkerException)
        {
            throw new LocalAppException($"The app ended while it was starting: {lastLine}");
        }

        await using (host)
        {
            string time = clock is null ? "" : $", at {clock.GetUtcNow():u}";
            Console.WriteLine($"Yuekao is on {host.Address}{time}: the app is process {app!.Id}. Ctrl+C ends it.");
            Task asked = Task.Delay(Timeout.Infinite, cancellation);
            if (await Task.WhenAny(asked, host.WorkerEnded) != asked)
                throw new LocalAppException($"The app ended, and its host with it. It last said: {lastLine}");
        }

        return 0;

        void Print(string line) => Console.Error.WriteLine(lastLine = line);
    }

    // Cycles' records do not go by hubs: what is driven has storage of its own, beside that of the real time.
    private static AzuriteOptions StorageIn(string data, bool isDriven) => isDriven
        ? new() { Location = Path.Combine(data, "azurite-driven"), Ports = new AzuritePorts(10010, 10011, 10012) }
        : new() { Location = Path.Combine(data, "azurite") };

    // From where they are written: the copy in the app's folder may be an old one. The environment is stronger, as everywhere with Functions.
    private static Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        string[] files = ["local.settings.json", "local.settings.sample.json"];
        string file = files.Select(name => Path.Combine(RepositoryFolders.Root, name)).First(File.Exists);
        foreach (JsonProperty value in JsonElement.Parse(File.ReadAllBytes(file)).GetProperty("Values").EnumerateObject())
            settings[value.Name] = value.Value.ToString();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            settings[(string)variable.Key] = (string?)variable.Value;
        return settings;
    }

    private static async Task<IssuerServer?> StartIssuerAsync(IssuerKey key, TimeProvider? clock, CancellationToken cancellation)
    {
        try
        {
            return await IssuerServer.StartAsync(key, clock ?? TimeProvider.System, new Uri(LocalIssuer.DefaultAddress).Port, cancellation);
        }
        catch (IOException)
        {
            if (!await IssuerServer.IsServedAsync(LocalIssuer.DefaultAddress, cancellation))
            {
                Console.WriteLine(
                    $"{LocalIssuer.DefaultAddress} is in use by a program that is no token issuer: no token will be good. "
                    + "Stop that program, or set Auth__Issuer.");
            }
            return null;
        }
    }

    private static void Log(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        foreach (string category in Quiet)
            logging.AddFilter(category, LogLevel.Warning);
    }
}
