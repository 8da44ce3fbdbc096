using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>local.settings.json: what app settings are in Azure. Never committed.</summary>
/// <param name="Settings"><c>Values</c> and <c>ConnectionStrings</c>, as configuration.</param>
/// <param name="HttpPort"><c>Host:LocalHttpPort</c>.</param>
internal sealed record LocalSettings(IReadOnlyDictionary<string, string?> Settings, string? HttpPort)
{
    public const string FileName = "local.settings.json";

    /// <summary>Reads the file; without one there are no settings.</summary>
    public static LocalSettings Read(AppFolder folder, ICollection<string> problems)
    {
        IConfigurationRoot file = JsonSettingsFile.Read(folder.Find(FileName), problems);
        if (bool.TryParse(file["IsEncrypted"], out bool encrypted) && encrypted)
            problems.Add($"{FileName} is encrypted, which only Core Tools can read: run 'func settings decrypt'.");

        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string? value) in file.GetSection("Values").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null))
            settings[SettingNames.Key(key)] = value;
        foreach ((string key, string? value) in file.GetSection("ConnectionStrings").AsEnumerable().Where(pair => pair.Value is not null))
            settings[key] = value;
        return new LocalSettings(settings, file["Host:LocalHttpPort"]);
    }
}
