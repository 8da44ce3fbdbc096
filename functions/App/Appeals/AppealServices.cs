using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Appeals.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Appeals;

/// <summary>Appeals against results.</summary>
internal static class AppealServices
{
    public static IServiceCollection AddAppeals(this IServiceCollection services) => services
        .AddTable(AppealStore.Table)
        .AddSingleton<AppealStore>();
}
