using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>What the local host reads of host.json's <c>extensions.durableTask</c>. Settings of Azure's storage providers are left alone.</summary>
internal sealed partial record DurableTaskSettings
{
    private const string Path = "extensions.durableTask";

    /// <summary>The task hub.</summary>
    /// <value><c>TestHubName</c>, as under Core Tools.</value>
    public string HubName { get; private init; } = "TestHubName";

    /// <summary>The version new orchestrations start with.</summary>
    /// <value>None.</value>
    public string? DefaultVersion { get; private init; }

    /// <summary>How many activities run at a time; null for the engine's default.</summary>
    public int? MaxConcurrentActivities { get; private init; }

    /// <summary>How many orchestrators run at a time; null for the engine's default.</summary>
    public int? MaxConcurrentOrchestrators { get; private init; }

    public static DurableTaskSettings Read(IConfigurationSection section, IConfiguration settings, ICollection<string> problems)
    {
        string hub = SettingNames.Resolve(section["hubName"] ?? "TestHubName", settings, $"host.json: {Path}.hubName", problems) ?? "TestHubName";
        if (!HubNames().IsMatch(hub))
            problems.Add($"host.json: {Path}.hubName is '{hub}'; a task hub's name is a letter, then 2 to 44 letters or digits.");
        return new DurableTaskSettings
        {
            HubName = hub,
            DefaultVersion = section["defaultVersion"],
            MaxConcurrentActivities = HostJson.PositiveNumber(section, "maxConcurrentActivityFunctions", Path, problems),
            MaxConcurrentOrchestrators = HostJson.PositiveNumber(section, "maxConcurrentOrchestratorFunctions", Path, problems),
        };
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HubNames();
}
