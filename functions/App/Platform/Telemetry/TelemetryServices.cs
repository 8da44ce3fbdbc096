using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Yuekao.App.Platform;

/// <summary>The app's traces, metrics and logs, and where they go.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds the instruments; and, where settings name a place to send to, what sends. Without one there are no providers and nothing is recorded.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        services.AddMetrics().AddSingleton<YuekaoTelemetry>();
        if (!settings.IsExported)
            return services;

        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            // Whoever sets OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES has the last word.
            .ConfigureResource(resource => resource.AddService("yuekao", serviceVersion: YuekaoTelemetry.Version).AddEnvironmentVariableDetector())
            .WithTracing(traces => AddSampler(traces.AddSource(YuekaoTelemetry.Name), settings))
            .WithMetrics(metrics => metrics.AddMeter(YuekaoTelemetry.Name))
            .WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true);
        if (settings.IsOtlp)
            telemetry.UseOtlpExporter();
        if (settings.AzureMonitor is not null)
            AddAzureMonitor(telemetry, settings);
        return services;
    }

    // By default a span is kept where its parent is. The web server opens a parent that nobody asked to keep: it must not decide.
    private static void AddSampler(TracerProviderBuilder traces, TelemetrySettings settings)
    {
        if (!settings.IsSampled)
            traces.SetSampler(new AlwaysOnSampler());
    }

    private static void AddAzureMonitor(OpenTelemetryBuilder telemetry, TelemetrySettings settings)
    {
        ManagedIdentityCredential? credential = settings.Identity is { } identity ? ManagedIdentity.Credential(identity.ClientId) : null;
        telemetry
            .WithTracing(traces => traces.AddAzureMonitorTraceExporter(Configure))
            .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Configure))
            .WithLogging(logs => logs.AddAzureMonitorLogExporter(Configure));

        void Configure(AzureMonitorExporterOptions options) => (options.ConnectionString, options.Credential) = (settings.AzureMonitor, credential);
    }
}
