using System.Text.RegularExpressions;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Platform.Settings;

/// <summary>The settings that the repository's files name.</summary>
internal static partial class DocumentedSettings
{
    /// <summary>A table of docs/settings.md: settings by name, with their meaning and default.</summary>
    /// <param name="heading">The sentence that stands before the table begins with this.</param>
    public static IReadOnlyDictionary<string, (string Meaning, string Default)> Table(string heading) => Lines("docs", "settings.md")
        .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
        .SkipWhile(line => !line.StartsWith('|')).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|', ' ').Split(" | "))
        .ToDictionary(cells => cells[0].Trim('`'), cells => (cells[1], cells[2]), StringComparer.Ordinal);

    /// <summary>The values of local.settings.sample.json.</summary>
    public static IReadOnlyDictionary<string, string> Sample()
    {
        using JsonDocument sample = JsonDocument.Parse(Read("local.settings.sample.json"));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>host.json.</summary>
    public static JsonElement Host()
    {
        using JsonDocument host = JsonDocument.Parse(Read("host.json"));
        return host.RootElement.Clone();
    }

    /// <summary>The settings that the Bicep files give the app.</summary>
    public static IReadOnlySet<string> Bicep() => BicepSetting()
        .Matches(Read("infra", "azure", "modules", "app-settings.bicep"))
        .Select(match => MadeOf().Replace(match.Groups["name"].Value, name => name.Value.Contains("township", StringComparison.Ordinal) ? "<township>" : "<county>"))
        .ToHashSet(StringComparer.Ordinal);

    private static string[] Lines(params string[] path) => File.ReadAllLines(Path.Combine([RepositoryFolders.Root, .. path]));

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([RepositoryFolders.Root, .. path]));

    // A property of an object, and the settings of counties and townships, whose names are made.
    [GeneratedRegex(@"^ +(?<name>[A-Z]\w+): |'(?<name>[A-Z]\w+__\$\{[\w.]+\}[\w${}.]*)'", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BicepSetting();

    [GeneratedRegex(@"\$\{[\w.]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MadeOf();
}
