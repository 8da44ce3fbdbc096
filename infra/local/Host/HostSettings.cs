namespace Yuekao.Local.Host;

/// <summary>An app's settings as the Functions host reads them: <c>host.json</c>, and what overrides it.</summary>
internal static class HostSettings
{
    // Where settings that override host.json say that they belong.
    private const string Root = "AzureFunctionsJobHost";

    private static readonly Dictionary<string, string?> Fixed = new()
    {
        // The WebJobs SDK would look under a root of its own for the settings of its extensions.
        ["AzureWebJobsConfigurationSection"] = Root,
        // So the Durable Task extension knows that orchestrators run in the worker.
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        // By this one the extension takes a machine for a container of Azure's, and prints its diagnostics.
        ["CONTAINER_NAME"] = null,
    };

    public static IConfigurationRoot Read(string folder, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        IConfigurationRoot host = new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "host.json")).Build();
        var file = host.AsEnumerable().Where(setting => setting.Value is not null);
        return new ConfigurationBuilder()
            .AddInMemoryCollection(file.Select(setting => KeyValuePair.Create($"{Root}:{setting.Key}", setting.Value)))
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
            .AddInMemoryCollection(Fixed)
            .Build();
    }

    public static IConfigurationSection HostSection(this IConfiguration settings, string path) => settings.GetSection($"{Root}:{path}");
}
