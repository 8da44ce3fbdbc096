namespace Yuekao.App.Stages.Decide;

/// <summary>Proposals, and what meetings resolve on them.</summary>
internal static class DecisionServices
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) => services
        .AddTable(DecisionStore.Table)
        .AddSingleton<DecisionStore>();
}
