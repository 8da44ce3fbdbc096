using System.Reflection;
using Yuekao.Local.Azurite;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>What tests change about a host.</summary>
internal sealed record LocalHostOptions
{
    /// <summary>The types that functions are looked for in.</summary>
    /// <value>Those of the entry assembly and of the assemblies it references that reference the worker.</value>
    public Func<IEnumerable<Type>> FunctionTypes { get; init; } = static () => FunctionAssemblies.TypesOf(Assembly.GetEntryAssembly()!);

    /// <summary>Where host.json and local.settings.json are.</summary>
    public AppFolder Folder { get; init; } = AppFolder.Default;

    /// <summary>The settings that come from outside.</summary>
    /// <value>Null: the process's environment variables.</value>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The Azurite that is started when the storage is the development storage and nothing listens.</summary>
    public AzuriteOptions Azurite { get; init; } = new() { Location = Path.Combine(RepositoryFolders.LocalData, "azurite") };

    /// <summary>How long the host waits for a task hub that another host holds; null for the engine's default.</summary>
    public TimeSpan? TakeoverTimeout { get; init; }

    /// <summary>Whether a host that cannot start throws <see cref="HostStartupException"/>, rather than say so on standard error and end with exit code 1.</summary>
    public bool ThrowOnStartupFailure { get; init; }
}
