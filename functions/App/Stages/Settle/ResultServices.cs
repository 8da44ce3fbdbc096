namespace Yuekao.App.Stages.Settle;

/// <summary>Results, how they came about, and the money that follows.</summary>
internal static class ResultServices
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services
        .AddTable(ResultStore.Table)
        .AddSingleton<ResultStore>()
        .AddSingleton<ResultAccess>()
        .AddSingleton<ResultExplainer>()
        .AddSingleton<LedgerBooks>()
        .AddSingleton<LedgerDocuments>();
}
