using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Storage;

namespace Yuekao.App.Decisions;

/// <summary>Proposals, and what meetings resolve on them.</summary>
internal static class DecisionServices
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) => services
        .AddTable(DecisionStore.Table)
        .AddSingleton<DecisionStore>();
}
