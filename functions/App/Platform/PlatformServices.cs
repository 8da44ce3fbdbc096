using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Yuekao.App.Platform;

/// <summary>What the platform's parts are made of; storage is beside its own.</summary>
internal static class PlatformServices
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(5);

    /// <summary>Adds the app's HTTP functions as they are declared, and lets IActionResult and IResult answer in the API's JSON.</summary>
    public static IServiceCollection AddHttpOperations(this IServiceCollection services, HttpSettings settings)
    {
        services.TryAddSingleton(_ => HttpOperationCatalog.OfApp());
        services.AddSingleton<IExceptionPropertiesProvider, OutageProperties>();
        return services
            // The host has its own limits, and hands on what passes them with more escapes and headers than it got.
            .Configure<KestrelServerOptions>(kestrel =>
            {
                kestrel.Limits.MaxRequestLineSize *= 8;
                kestrel.Limits.MaxRequestHeadersTotalSize *= 8;
                kestrel.Limits.MaxRequestHeaderCount *= 2;
                kestrel.Limits.MaxRequestBodySize = null;
            })
            .AddSingleton(settings)
            .AddSingleton<Readiness>()
            .AddSingleton<PagePrinter>()
            .Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(json => ApiJson.Apply(json.JsonSerializerOptions))
            .Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(json => ApiJson.Apply(json.SerializerOptions));
    }

    public static IServiceCollection AddAccess(this IServiceCollection services, AuthSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<BaseConfigurationManager>(_ => new ConfigurationManager<OpenIdConnectConfiguration>(
            settings.MetadataAddress.AbsoluteUri,
            new OpenIdConnectConfigurationRetriever(),
            // Settings allow http on this machine only.
            new HttpDocumentRetriever(new HttpClient { Timeout = MetadataPatience }) { RequireHttps = settings.MetadataAddress.Scheme == Uri.UriSchemeHttps }))
        .AddSingleton<TokenValidator>();

    public static IServiceCollection AddAuditTrail(this IServiceCollection services) => services
        .AddTable(AuditTable.Name)
        .AddSingleton<AuditTable>()
        .AddSingleton<AuditVerifier>()
        .AddSingleton<AuditTrail>();

    /// <summary>Adds the instruments; and, where settings name a place to send to, what sends. Without one there are no providers and nothing is recorded.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        services.AddMetrics().AddSingleton<YuekaoTelemetry>();
        if (!settings.IsExported)
            return services;

        var credential = settings.Identity is { } identity ? ManagedIdentity.Credential(identity.ClientId) : null;
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            // Whoever sets OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES has the last word.
            .ConfigureResource(resource => resource.AddService("yuekao", serviceVersion: YuekaoTelemetry.Version).AddEnvironmentVariableDetector())
            // By default a span is kept where its parent is. The web server opens a parent that nobody asked to keep: it must not decide.
            .WithTracing(traces => (settings.IsSampled ? traces : traces.SetSampler(new AlwaysOnSampler())).AddSource(YuekaoTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(YuekaoTelemetry.Name))
            .WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true);
        if (settings.IsOtlp)
            telemetry.UseOtlpExporter();
        if (settings.AzureMonitor is not null)
        {
            telemetry
                .WithTracing(traces => traces.AddAzureMonitorTraceExporter(Configure))
                .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Configure))
                .WithLogging(logs => logs.AddAzureMonitorLogExporter(Configure));
        }
        return services;

        void Configure(AzureMonitorExporterOptions options) => (options.ConnectionString, options.Credential) = (settings.AzureMonitor, credential);
    }
}
