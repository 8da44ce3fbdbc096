using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>
/// What the local host reads of host.json. Any value can be overridden by a setting, as in Azure: <c>AzureFunctionsJobHost__extensions__http__routePrefix</c>.
/// </summary>
internal sealed record HostJson
{
    public const string FileName = "host.json";
    private const string Overrides = "AzureFunctionsJobHost";

    /// <summary>The path that all HTTP functions are under; empty for none.</summary>
    /// <value><c>api</c>.</value>
    public string RoutePrefix { get; private init; } = "api";

    /// <summary>The durable task hub.</summary>
    public required DurableTaskSettings DurableTask { get; init; }

    /// <summary>Log levels by category: <c>logging.logLevel</c>.</summary>
    public IReadOnlyDictionary<string, string?> LogLevels { get; private init; } = new Dictionary<string, string?>();

    /// <summary>Reads the file; without one all is at its default.</summary>
    public static HostJson Read(AppFolder folder, IConfiguration settings, ICollection<string> problems)
    {
        string? path = folder.Find(FileName);
        IConfigurationRoot file = JsonSettingsFile.Read(path, problems);
        if (path is not null && file.GetChildren().Any() && file["version"] != "2.0")
            problems.Add($"{path} must say \"version\": \"2.0\".");
        // Copied rather than chained: a chained configuration takes an empty value, such as no route prefix, for none.
        IConfigurationRoot host = new ConfigurationBuilder()
            .AddInMemoryCollection(file.AsEnumerable())
            .AddInMemoryCollection(settings.GetSection(Overrides).AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null))
            .Build();
        return new HostJson
        {
            RoutePrefix = (host["extensions:http:routePrefix"] ?? "api").Trim('/'),
            DurableTask = DurableTaskSettings.Read(host.GetSection("extensions:durableTask"), settings, problems),
            LogLevels = host.GetSection("logging:logLevel").GetChildren().ToDictionary(level => level.Key, level => level.Value),
        };
    }

    /// <summary>A whole number of at least 1, or null when there is none.</summary>
    internal static int? PositiveNumber(IConfiguration section, string key, string path, ICollection<string> problems)
    {
        if (section[key] is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
            return number;
        problems.Add($"host.json: {path}.{key} is '{text}'; it must be a whole number of at least 1.");
        return null;
    }
}
