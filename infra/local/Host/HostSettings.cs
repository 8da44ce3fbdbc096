namespace Yuekao.Local.Host;

/// <summary>An app's settings as the Functions host reads them: <c>host.json</c>, and what overrides it.</summary>
internal static class HostSettings
{
    // Under another root the extensions do not look for theirs.
    private const string Root = "AzureWebJobs";
    private const string Override = "AzureFunctionsJobHost";

    /// <summary>By this setting the Durable Task extension takes a machine for a container of Azure's, and prints its diagnostics.</summary>
    public const string Container = "CONTAINER_NAME";

    /// <summary>Reads the <c>host.json</c> of a folder, and settings as the environment has them.</summary>
    /// <exception cref="LocalHostException">There is no <c>host.json</c>, or it is no JSON.</exception>
    public static IConfigurationRoot Read(string folder, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        try
        {
            IConfiguration file = new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "host.json")).Build();
            return new ConfigurationBuilder()
                .AddInMemoryCollection(file.AsEnumerable().Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create($"{Root}:{setting.Key}", setting.Value)))
                .AddInMemoryCollection(settings.Where(setting => setting.Key != Container).Select(setting => KeyValuePair.Create(KeyOf(setting.Key), setting.Value)))
                // So the Durable Task extension knows that orchestrators run elsewhere.
                .AddInMemoryCollection([KeyValuePair.Create("FUNCTIONS_WORKER_RUNTIME", (string?)"dotnet-isolated")])
                .Build();
        }
        catch (Exception exception) when (exception is FileNotFoundException or InvalidDataException)
        {
            throw new LocalHostException($"Every Functions app has a host.json: {exception.Message}");
        }
    }

    /// <summary>A section of <c>host.json</c>.</summary>
    public static IConfigurationSection HostSection(this IConfiguration settings, string path) => settings.GetSection($"{Root}:{path}");

    /// <summary>Replaces <c>%NAME%</c> in a binding by the setting of that name.</summary>
    /// <exception cref="LocalHostException">There is no such setting.</exception>
    public static string Resolve(this IConfiguration settings, string text) =>
        text is not ['%', .., '%'] ? text : settings[text.Trim('%')] is { Length: > 0 } value ? value : throw new LocalHostException($"The setting '{text.Trim('%')}' is missing.");

    private static string KeyOf(string variable)
    {
        string key = variable.Replace("__", ":", StringComparison.Ordinal);
        return key.StartsWith(Override + ":", StringComparison.OrdinalIgnoreCase) ? Root + key[Override.Length..] : key;
    }
}
