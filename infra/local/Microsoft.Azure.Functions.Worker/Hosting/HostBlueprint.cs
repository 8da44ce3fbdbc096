using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Puts the host together from what the app configured and declared.</summary>
internal sealed class HostBlueprint(string[] arguments, LocalHostOptions options, string? localHttpPort, List<string> problems, long started)
{
    /// <summary>The app's middleware, outermost first.</summary>
    public List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; } = [];

    /// <summary>Builds the host; what is wrong is thrown when it starts.</summary>
    public IHost Build(WebApplicationBuilder web, bool servesHttp)
    {
        HostJson hostJson = HostJson.Read(options.Folder, web.Configuration, problems);
        FunctionCatalog functions = FindFunctions(hostJson, web.Configuration);
        string? connection = StorageConnection.Of(web.Configuration, problems);
        Require(servesHttp || !functions.Of<HttpFunction>().Any(), "The app has HTTP functions: call builder.ConfigureFunctionsWebApplication() in Program.cs.");
        Require(
            !string.IsNullOrEmpty(web.Configuration[StorageConnection.Setting]) || functions.All.All(function => function is HttpFunction && !function.UsesTaskHub),
            $"{StorageConnection.Setting} is not set, and timer and durable functions need storage. Set it to UseDevelopmentStorage=true in {LocalSettings.FileName} (Values) or as an environment variable.");

        string address = ListenAddress.Resolve(arguments, web.Configuration, localHttpPort, problems);
        web.WebHost.UseUrls(address);
        foreach ((string category, string? level) in hostJson.LogLevels)
            web.Logging.AddFilter(category == "default" ? null : category, LevelOf(category, level));
        AddServices(web, functions);
        if (connection is not null && problems.Count == 0)
            AddStorageServices(web, functions, hostJson, connection);

        WebApplication app = web.Build();
        // The Azure host adds no authentication by itself either: an app must not come to rely on it.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        MapFunctions(app, functions);
        app.Services.GetService<ClockEndpoints>()?.Map(app);
        return new FunctionsHost(app, functions, options, address, connection, problems, started);
    }

    private FunctionCatalog FindFunctions(HostJson hostJson, IConfiguration settings)
    {
        IFunctionFactory[] factories =
        [
            new HttpFunctionFactory(hostJson.RoutePrefix, new RouteChecker()),
            new TimerFunctionFactory(settings, TimerFunctionFactory.TimeZone(settings, problems)),
            new OrchestratorFunctionFactory(),
            new ActivityFunctionFactory(),
        ];
        return FunctionCatalog.Create(FunctionDiscovery.Find(options.FunctionTypes(), problems), factories, problems);
    }

    private void AddServices(WebApplicationBuilder web, FunctionCatalog functions)
    {
        web.Services.TryAddSingleton(TimeProvider.System);
        web.Services.AddSingleton(functions);
        web.Services.AddSingleton(new FunctionPipeline(Middleware));
        web.Services.AddSingleton<HostShutdown>();
        web.Services.AddSingleton<FunctionRunner>();
        web.Services.AddSingleton<HttpFunctionEndpoint>();
        web.Services.AddSingleton<TimerService>();
        // Last, so that the app's own services start before functions run and stop after them; only the web server comes later.
        web.Services.AddHostedService<FunctionsRuntime>();
    }

    private void AddStorageServices(WebApplicationBuilder web, FunctionCatalog functions, HostJson hostJson, string connection)
    {
        string hostId = web.Configuration["AzureFunctionsWebHost:hostId"] ?? web.Environment.ApplicationName.ToLowerInvariant();
        web.Services.AddSingleton(_ => new TimerStatusStore(new BlobServiceClient(connection), hostId));
        if (functions.All.Any(function => function.UsesTaskHub))
            web.Services.AddSingleton(services => TaskHubFactory.Create(services, hostJson.DurableTask, connection, options.TakeoverTimeout)).AddSingleton<DurableClientSource>();
    }

    private static void MapFunctions(WebApplication app, FunctionCatalog functions)
    {
        HttpFunctionEndpoint endpoint = app.Services.GetRequiredService<HttpFunctionEndpoint>();
        foreach (HttpFunction function in functions.Of<HttpFunction>())
        {
            IEndpointConventionBuilder mapped = function.Methods.Count == 0
                ? app.Map(function.Route, http => endpoint.HandleAsync(function, http))
                : app.MapMethods(function.Route.RawText!, function.Methods, http => endpoint.HandleAsync(function, http));
            mapped.WithDisplayName(function.Name);
        }
    }

    private LogLevel LevelOf(string category, string? text)
    {
        Require(Enum.TryParse(text, ignoreCase: true, out LogLevel level), $"{HostJson.FileName}: logging.logLevel.{category} is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        return level;
    }

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
            problems.Add(otherwise);
    }
}
