using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>What every app gets before it configures anything.</summary>
internal static class AppDefaults
{
    public static WebApplicationBuilder CreateWebBuilder(string[] arguments, LocalHostOptions options, LocalSettings local)
    {
        IConfigurationRoot environment = Environment(options);
        WebApplicationBuilder web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = options.Folder.Root,
            EnvironmentName = environment["AZURE_FUNCTIONS_ENVIRONMENT"] ?? environment["ASPNETCORE_ENVIRONMENT"] ?? environment["DOTNET_ENVIRONMENT"] ?? Environments.Development,
        });
        // As under Core Tools: what is in the environment wins over the file.
        web.Configuration.AddInMemoryCollection(local.Settings).AddConfiguration(environment).AddCommandLine(arguments);
        web.WebHost.UseKestrelCore();
        AddServices(web.Services);
        AddLogging(web.Logging, web.Configuration);
        bool development = web.Environment.IsDevelopment();
        ((IHostApplicationBuilder)web).ConfigureContainer(new DefaultServiceProviderFactory(
            new ServiceProviderOptions { ValidateScopes = development, ValidateOnBuild = development }));
        return web;
    }

    private static IConfigurationRoot Environment(LocalHostOptions options)
    {
        var builder = new ConfigurationBuilder();
        if (options.Environment is null)
            builder.AddEnvironmentVariables();
        else
            builder.AddInMemoryCollection(options.Environment.Select(pair => KeyValuePair.Create(SettingNames.Key(pair.Key), pair.Value)));
        return builder.Build();
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddRouting();
        services.AddOptions<JsonSerializerOptions>().Configure(json => json.PropertyNameCaseInsensitive = true);
        services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            (worker, json) => worker.Serializer ??= new JsonObjectSerializer(json.Value));
    }

    private static void AddLogging(ILoggingBuilder logging, ConfigurationManager settings)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Azure", LogLevel.Warning);
        // A host that cannot start says why in its own words, and lets everything unexpected through: no need for a second stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        logging.AddConfiguration(settings.GetSection("Logging"));
    }
}
