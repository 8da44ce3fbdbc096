using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Where the host listens.</summary>
internal static class ListenAddress
{
    private const int DefaultPort = 7071;

    /// <summary>
    /// The first of: <c>--port</c> (0 takes a free one), the setting FUNCTIONS_HTTP_PORT, the setting ASPNETCORE_URLS (the only way to listen
    /// beyond this machine), local.settings.json's <c>Host.LocalHttpPort</c>, and 7071.
    /// </summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">The app's settings.</param>
    /// <param name="localHttpPort">The port in local.settings.json.</param>
    /// <param name="problems">Takes a line when a port is not a port.</param>
    public static string Resolve(string[] arguments, IConfiguration settings, string? localHttpPort, ICollection<string> problems)
    {
        // Apart from the settings, where an environment variable PORT would pass for the argument.
        if (new ConfigurationBuilder().AddCommandLine(arguments).Build()["port"] is { } argument)
            return Loopback(argument, "--port", problems);
        if (settings["FUNCTIONS_HTTP_PORT"] is { } setting)
            return Loopback(setting, "FUNCTIONS_HTTP_PORT", problems);
        if (settings["ASPNETCORE_URLS"] is { } urls)
            return urls;
        return localHttpPort is null ? Url(DefaultPort) : Loopback(localHttpPort, $"{LocalSettings.FileName}: Host.LocalHttpPort", problems);
    }

    private static string Loopback(string text, string name, ICollection<string> problems)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue)
            return Url(port);
        problems.Add($"{name} is '{text}'; a port is a whole number from 0 to 65535.");
        return Url(0);
    }

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
