namespace Yuekao.App.Stages.Standing;

/// <summary>What the periods of a year add up to.</summary>
internal static class StandingServices
{
    public static IServiceCollection AddStandings(this IServiceCollection services) => services.AddSingleton<YearStandings>();
}
