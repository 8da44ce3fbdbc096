namespace Yuekao.Local.Azurite;

/// <summary>How an Azurite is started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder that holds its data and its log; created when missing.</summary>
    public required string Location { get; init; }

    /// <summary>The ports it listens on, on the loopback interface only.</summary>
    /// <value><see cref="AzuritePorts.Default"/>: 10000, 10001 and 10002, which <c>UseDevelopmentStorage=true</c> means.</value>
    public AzuritePorts Ports { get; init; } = AzuritePorts.Default;

    /// <summary>Keeps all data in memory: quicker, and gone when it stops.</summary>
    /// <value>False.</value>
    public bool InMemory { get; init; }

    /// <summary>Ends Azurite when this process ends in any way. A host leaves it running, so that its own crash loses nothing.</summary>
    /// <value>False.</value>
    public bool EndWithParent { get; init; }

    /// <summary>The folder with the pinned <c>package.json</c>, its lock file and <c>node_modules</c>.</summary>
    /// <value><c>infra/local</c> of the repository this was built from.</value>
    public string PackageFolder { get; init; } = RepositoryFolders.Package;

    /// <summary>The Node.js executable, by path or by a name on PATH.</summary>
    /// <value><c>node</c>.</value>
    public string Node { get; init; } = "node";

    /// <summary>The npm executable, by path or by a name on PATH.</summary>
    /// <value><c>npm</c> (<c>npm.cmd</c> on Windows).</value>
    public string Npm { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
}
