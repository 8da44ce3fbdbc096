namespace Yuekao.App.Records;

/// <summary>Rosters, and the places that they refer to.</summary>
internal static class RosterServices
{
    public static IServiceCollection AddRosters(this IServiceCollection services) => services
        .AddTable(RosterStore.Table)
        .AddTable(PlacesStore.Table)
        .AddSingleton<RosterStore>()
        .AddSingleton<PlacesStore>();
}
