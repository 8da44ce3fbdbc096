namespace Yuekao.App.Stages.Seal;

/// <summary>Sealed cycles.</summary>
internal static class ArchiveServices
{
    public static IServiceCollection AddArchives(this IServiceCollection services) => services
        .AddContainer(ArchiveStore.Container)
        .AddSingleton<ArchiveStore>()
        .AddSingleton<ArchiveQueries>();
}
