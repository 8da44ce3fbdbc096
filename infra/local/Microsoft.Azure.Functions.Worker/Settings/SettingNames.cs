using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary><c>%Setting%</c> in attributes and in host.json.</summary>
internal static partial class SettingNames
{
    /// <summary>Puts settings' values in the place of their names.</summary>
    /// <param name="text">Text that may name settings.</param>
    /// <param name="settings">Where their values are.</param>
    /// <param name="where">What the text belongs to, for the message.</param>
    /// <param name="problems">Takes a line for every setting that is missing.</param>
    /// <returns>The text with every value in place, or null when one is missing.</returns>
    public static string? Resolve(string text, IConfiguration settings, string where, ICollection<string> problems)
    {
        string[] missing = [.. Setting().Matches(text).Select(match => match.Groups["name"].Value).Where(name => string.IsNullOrEmpty(settings[Key(name)])).Distinct()];
        foreach (string name in missing)
            problems.Add($"{where} names the setting '{name}' (%{name}%), which is not set. Set it in local.settings.json (Values) or as an environment variable.");
        return missing.Length > 0 ? null : Setting().Replace(text, match => settings[Key(match.Groups["name"].Value)]!);
    }

    /// <summary>A setting's key in configuration: environment variables write <c>__</c> for <c>:</c>.</summary>
    public static string Key(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}
