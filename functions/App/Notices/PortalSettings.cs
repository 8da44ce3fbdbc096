using Yuekao.App.Settings;

namespace Yuekao.App.Notices;

/// <summary>The settings under <c>Portal</c>.</summary>
/// <param name="Address"><c>Portal:Address</c>: where people read their notices; null when it is not told.</param>
internal sealed record PortalSettings(Uri? Address)
{
    public static PortalSettings Read(SettingsReader settings) => new(settings.Address("Portal:Address", settings.Optional("Portal:Address") ?? string.Empty));
}
