namespace Yuekao.App;

/// <summary>Everything that the app is told by settings. docs/settings.md explains each.</summary>
/// <param name="Storage"><c>AzureWebJobsStorage</c>: the storage account.</param>
/// <param name="Auth"><c>Auth</c>: whose tokens are good.</param>
/// <param name="Http"><c>Http</c>: limits of requests.</param>
/// <param name="Cycles"><c>MonthlyCycle...</c>: what the timer starts.</param>
/// <param name="Portal"><c>Portal</c>: where people read their notices.</param>
/// <param name="Channels"><c>Channels</c>: how they are told.</param>
/// <param name="Telemetry"><c>OTEL_...</c> and <c>APPLICATIONINSIGHTS_...</c>: where telemetry goes.</param>
internal sealed record AppSettings(
    StorageSettings Storage, AuthSettings Auth, HttpSettings Http, CycleSettings Cycles, PortalSettings Portal, ChannelSettings Channels, TelemetrySettings Telemetry)
{
    /// <summary>Reads them all.</summary>
    /// <exception cref="SettingsException">Settings are missing or wrong: all of them at once.</exception>
    public static AppSettings Read(SettingsReader settings)
    {
        var read = new AppSettings(
            StorageSettings.Read(settings), AuthSettings.Read(settings), HttpSettings.Read(settings),
            CycleSettings.Read(settings), PortalSettings.Read(settings), ChannelSettings.Read(settings), TelemetrySettings.Read(settings));
        settings.ThrowIfWrong();
        return read;
    }
}
