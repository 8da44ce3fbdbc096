using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Configures an Azure Functions app: its services, its settings, and the middleware its functions run in.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly HostBlueprint blueprint;
    private bool built;

    internal FunctionsApplicationBuilder(string[] args, LocalHostOptions options)
    {
        long started = Stopwatch.GetTimestamp();
        var problems = new List<string>();
        LocalSettings local = LocalSettings.Read(options.Folder, problems);
        web = AppDefaults.CreateWebBuilder(args, options, local);
        // First, so that whoever adds a clock unless there is one keeps it.
        if (ClockSetting.Read(web.Configuration, problems) is { } clock)
            web.Services.AddSingleton<TimeProvider>(clock).AddSingleton(clock).AddSingleton<ClockEndpoints>();
        blueprint = new HostBlueprint(args, options, local.HttpPort, problems, started);
    }

    /// <summary>The app's settings.</summary>
    public ConfigurationManager Configuration => web.Configuration;

    /// <summary>Where the app runs: AZURE_FUNCTIONS_ENVIRONMENT, and Development without it.</summary>
    public IHostEnvironment Environment => web.Environment;

    /// <summary>The app's logging.</summary>
    public ILoggingBuilder Logging => web.Logging;

    /// <summary>The app's metrics.</summary>
    public IMetricsBuilder Metrics => web.Metrics;

    /// <summary>Values that extensions share while the app is built.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>Whether HTTP functions can be served.</summary>
    internal bool ServesHttp { get; set; }

    /// <summary>Builds the host. What is wrong with the app is reported when it starts, all at once.</summary>
    /// <exception cref="InvalidOperationException">On the second call.</exception>
    public IHost Build()
    {
        if (built)
            throw new InvalidOperationException("The app is built already.");
        built = true;
        return blueprint.Build(web, ServesHttp);
    }

    /// <summary>Replaces the dependency injection container.</summary>
    /// <typeparam name="TContainerBuilder">The container's builder.</typeparam>
    /// <param name="factory">Makes the container.</param>
    /// <param name="configure">Configures it.</param>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    /// <summary>Adds middleware. What is added first runs outermost.</summary>
    /// <param name="middleware">Given the rest of the pipeline, returns the pipeline with itself in front.</param>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        blueprint.Middleware.Add(middleware);
        return this;
    }
}
