using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yuekao.Local.Azurite;

namespace Microsoft.Azure.Functions.Worker.Tests.Hosting;

public sealed class StartupTests
{
    public static class Functions
    {
        [Function("hello")]
        public static string Hello([HttpTrigger("get", "post", Route = "hello/{name?}")] HttpRequest request, string? name) => $"hello {name}";
    }

    public static class Orchestrating
    {
        [Function("orchestrate")]
        public static int Run([OrchestrationTrigger] TaskOrchestrationContext context) => 0;
    }

    /// <summary>What happened, in order.</summary>
    public sealed class Trace : List<string>;

    public sealed class Warmup(Trace trace, IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            trace.Add("app's service started");
            lifetime.ApplicationStarted.Register(() => trace.Add("host started"));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            trace.Add("app's service stopped");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Start_App_ListsItsFunctionsAndWhereItListens()
    {
        await using RunningApp app = await new TestApp(typeof(Functions)).StartAsync();
        string address = app.Address.ToString().TrimEnd('/');

        Assert.Equal($"  hello: [GET,POST] {address}/api/hello/{{name?}}", app.Log.Of("Host").First());
        Assert.Matches($"^Host started \\(1 functions\\) on {address} in [0-9]+ ms$", app.Log.Of("Host").Last());
        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AppWithoutFunctions_Warns()
    {
        await using RunningApp app = await new TestApp().StartAsync();

        Assert.Contains(app.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.StartsWith("The app has no functions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PortInUse_SaysSoInOneLine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        IReadOnlyList<string> problems = await new TestApp(typeof(Functions)) { Arguments = ["--port", port] }.FailToStartAsync();

        Assert.Equal([$"http://127.0.0.1:{port} is in use. Stop the program that listens there, or choose another port with --port."], problems);
    }

    [Fact]
    public async Task Start_AzuriteThatCannotBeStarted_SaysSoInOneLine()
    {
        using var folder = new TemporaryFolder();
        var azurite = new AzuriteOptions { Location = folder.Path, Ports = AzuritePorts.Free(), Node = "no-such-node" };
        IReadOnlyList<string> problems = await new TestApp(typeof(Functions))
        {
            Settings = { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" },
            Options = options => options with { Azurite = azurite },
        }.FailToStartAsync();

        Assert.Contains("'no-such-node' was not found", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=a;AccountKey=secret")]
    public async Task Start_StorageConnectionThatIsNone_SaysSoInOneLineWithoutItsText(string connection)
    {
        string problem = Assert.Single(await new TestApp(typeof(Functions)) { Settings = { ["AzureWebJobsStorage"] = connection } }.FailToStartAsync());

        Assert.StartsWith("AzureWebJobsStorage is not a storage connection string: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(connection, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StorageThatDoesNotAnswer_SaysSoInOneLine()
    {
        AzuritePorts closed = AzuritePorts.Free();
        string connection = string.Create(
            CultureInfo.InvariantCulture, $"AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:{closed.Blob}/a;TableEndpoint=http://127.0.0.1:{closed.Table}/a");
        string problem = Assert.Single(await DurableApp.On(connection, DurableApp.NewHub(), [typeof(Orchestrating)]).FailToStartAsync());

        Assert.StartsWith("The storage of AzureWebJobsStorage does not answer: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public async Task Start_DevelopmentStorageWithoutAzurite_StartsItAndStopsItAgain()
    {
        using var folder = new TemporaryFolder();
        var azurite = new AzuriteOptions { Location = folder.Path, Ports = AzuritePorts.Free(), EndWithParent = true };
        await using (RunningApp app = await new TestApp(typeof(Functions))
        {
            Settings = { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" },
            Options = options => options with { Azurite = azurite },
        }.StartAsync())
        {
            Assert.True(await IsListeningAsync(azurite.Ports.Table));
        }

        Assert.False(await IsListeningAsync(azurite.Ports.Table));
    }

    [Fact]
    public async Task Start_FailureOutsideOfTests_EndsWithExitCodeOneInsteadOfThrowing()
    {
        int before = Environment.ExitCode;
        try
        {
            using IHost host = new TestApp(typeof(Functions)) { Arguments = ["--port", "x"], Options = options => options with { ThrowOnStartupFailure = false } }.Build();

            await host.RunAsync(TestContext.Current.CancellationToken);

            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    [Fact]
    public async Task StartAndStop_ServicesOfTheApp_StartBeforeTheHostAndStopAfterIt()
    {
        var trace = new Trace();
        await using (RunningApp app = await new TestApp(typeof(Functions))
        {
            Configure = builder => builder.ConfigureFunctionsWebApplication().Services.AddSingleton(trace).AddHostedService<Warmup>(),
        }.StartAsync())
        {
            app.Lifetime.ApplicationStopping.Register(() => trace.Add("host stopping"));
        }

        Assert.Equal(["app's service started", "host started", "host stopping", "app's service stopped"], trace);
    }

    [Fact]
    public void Build_SecondTime_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => new TestApp { Configure = builder => builder.Build().Dispose() }.Build());
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
