using Yuekao.App.Settings;

namespace Yuekao.App.Http;

/// <summary>The settings under <c>Http</c>.</summary>
/// <param name="MaximumBodyBytes"><c>Http:MaximumBodyBytes</c>: the largest body that is read, inclusive. A township's readings are some 200 kB.</param>
internal sealed record HttpSettings(int MaximumBodyBytes = HttpSettings.DefaultMaximumBodyBytes)
{
    private const int DefaultMaximumBodyBytes = 4 * 1024 * 1024;

    public static HttpSettings Read(SettingsReader settings) =>
        new(settings.Number("Http:MaximumBodyBytes", DefaultMaximumBodyBytes, minimum: 1024, maximum: 25 * 1024 * 1024));
}
