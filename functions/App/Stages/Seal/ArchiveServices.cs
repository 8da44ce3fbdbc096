namespace Yuekao.App.Stages.Seal;

/// <summary>Sealed cycles.</summary>
internal static class ArchiveServices
{
    public static IServiceCollection AddArchives(this IServiceCollection services) => services
        .AddContainer(ArchiveStore.Container)
        .AddSingleton<ArchiveStore>()
        .AddSingleton(provider => new ArchiveQueries(
            provider.GetRequiredService<CycleStore>(), provider.GetRequiredService<ArchiveStore>(), provider.GetRequiredService<AuditVerifier>()));
}
