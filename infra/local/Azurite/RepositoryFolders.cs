using System.Reflection;

namespace Yuekao.Local.Azurite;

/// <summary>Where the repository that this was built from keeps what the local host needs.</summary>
public static class RepositoryFolders
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = typeof(RepositoryFolders).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "YuekaoRepoRoot").Value!;

    /// <summary>The folder of the pinned Azurite package.</summary>
    public static string Package { get; } = Path.Combine(Root, "infra", "local");

    /// <summary>What a local run writes: Azurite's data, keys made on first start. Ignored by git; safe to delete while nothing runs.</summary>
    public static string LocalData { get; } = Path.Combine(Root, ".local");
}
