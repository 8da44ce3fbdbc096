using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Settings;

/// <summary>Reads settings and collects everything wrong with them, so that one start tells all.</summary>
/// <param name="configuration">The app's settings.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> problems = [];

    /// <summary>A setting that must be there.</summary>
    /// <param name="key">Its key, <c>Section:Name</c>.</param>
    /// <param name="meaning">What to set it to, for the message.</param>
    /// <returns>Its value; empty when it is missing.</returns>
    public string Required(string key, string meaning)
    {
        if (configuration[key] is { Length: > 0 } value)
            return value;
        problems.Add($"The setting '{EnvironmentName(key)}' is not set: {meaning}.");
        return string.Empty;
    }

    /// <summary>A setting that may be missing.</summary>
    public string? Optional(string key) => configuration[key] is { Length: > 0 } value ? value : null;

    /// <summary>A whole number.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">What it is when not set.</param>
    /// <param name="minimum">The least it may be, inclusive.</param>
    /// <param name="maximum">The most it may be, inclusive.</param>
    public int Number(string key, int otherwise, int minimum, int maximum)
    {
        if (Optional(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum)
            return number;
        Wrong(key, text, $"a whole number from {minimum} to {maximum}");
        return otherwise;
    }

    /// <summary>An absolute address; https, unless it is on this machine.</summary>
    /// <param name="key">Its key, for the message.</param>
    /// <param name="text">The value; empty was reported already.</param>
    public Uri? Address(string key, string text)
    {
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            return address;
        Wrong(key, text, "an absolute https address (http only on this machine)");
        return null;
    }

    /// <summary>Ends the start when anything was wrong.</summary>
    /// <exception cref="SettingsException">With every problem so far.</exception>
    public void ThrowIfWrong()
    {
        if (problems.Count > 0)
            throw new SettingsException(problems);
    }

    private void Wrong(string key, string text, string right) => problems.Add($"The setting '{EnvironmentName(key)}' is '{text}'; it must be {right}.");

    // As it is written in local.settings.json, in Azure and in the environment.
    private static string EnvironmentName(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
