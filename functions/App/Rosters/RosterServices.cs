using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Rosters.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Rosters;

/// <summary>Rosters, and the places that they refer to.</summary>
internal static class RosterServices
{
    public static IServiceCollection AddRosters(this IServiceCollection services) => services
        .AddTable(RosterStore.Table)
        .AddTable(PlacesStore.Table)
        .AddSingleton<RosterStore>()
        .AddSingleton<PlacesStore>();
}
