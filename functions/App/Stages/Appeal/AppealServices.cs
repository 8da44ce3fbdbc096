namespace Yuekao.App.Stages.Appeal;

/// <summary>Appeals against results.</summary>
internal static class AppealServices
{
    public static IServiceCollection AddAppeals(this IServiceCollection services) => services
        .AddTable(AppealStore.Table)
        .AddSingleton<AppealStore>();
}
