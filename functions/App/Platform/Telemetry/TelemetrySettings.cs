namespace Yuekao.App.Platform;

/// <summary>Where telemetry goes; nowhere unless set.</summary>
/// <param name="IsOtlp">Whether <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector. The exporter reads it, and the other standard settings, itself.</param>
/// <param name="IsSampled">Whether <c>OTEL_TRACES_SAMPLER</c> says which traces to keep.</param>
/// <param name="AzureMonitor"><c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>; null when not set.</param>
/// <param name="Identity"><c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c>; null for the connection string's key alone.</param>
internal sealed record TelemetrySettings(bool IsOtlp = false, bool IsSampled = false, string? AzureMonitor = null, MonitorIdentity? Identity = null)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public bool IsExported => IsOtlp || AzureMonitor is not null;

    public static TelemetrySettings Read(SettingsReader settings)
    {
        string? endpoint = settings.Optional(Endpoint);
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
            settings.Wrong(Endpoint, "the absolute http or https address of an OpenTelemetry collector");
        if (settings.Optional(Protocol) is not (null or "grpc" or "http/protobuf"))
            settings.Wrong(Protocol, "'grpc' or 'http/protobuf'");
        string? connection = settings.Optional(Connection);
        if (connection?.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase) == false)
            settings.Wrong(Connection, "the connection string of an Application Insights resource");
        return new TelemetrySettings(endpoint is not null, settings.Optional("OTEL_TRACES_SAMPLER") is not null, connection, ReadIdentity(settings));
    }

    private static MonitorIdentity? ReadIdentity(SettingsReader settings)
    {
        if (settings.Optional(Authentication) is not { } text)
            return null;
        Dictionary<string, string> parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(part => part.Key, part => part.Last()[1], StringComparer.OrdinalIgnoreCase);
        if (string.Equals(parts.GetValueOrDefault("Authorization"), "AAD", StringComparison.OrdinalIgnoreCase))
            return new MonitorIdentity(parts.GetValueOrDefault("ClientId"));
        settings.Wrong(Authentication, "'Authorization=AAD', with ';ClientId=<id>' for a user-assigned identity");
        return null;
    }
}

/// <summary>The managed identity that signs in to Azure Monitor: a user-assigned one, or null for the system-assigned one.</summary>
internal sealed record MonitorIdentity(string? ClientId);
