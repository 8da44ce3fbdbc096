using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Archives.Storage;
using Yuekao.App.AuditTrail;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Archives;

/// <summary>Sealed cycles.</summary>
internal static class ArchiveServices
{
    public static IServiceCollection AddArchives(this IServiceCollection services) => services
        .AddContainer(ArchiveStore.Container)
        .AddSingleton<ArchiveStore>()
        .AddSingleton(provider => new ArchiveQueries(
            provider.GetRequiredService<CycleStore>(), provider.GetRequiredService<ArchiveStore>(), provider.GetRequiredService<AuditVerifier>()));
}
