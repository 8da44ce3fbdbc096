using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Rectifications.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Rectifications;

/// <summary>What has to be rectified after a cycle.</summary>
internal static class RectificationServices
{
    public static IServiceCollection AddRectifications(this IServiceCollection services) => services
        .AddTable(RectificationStore.Table)
        .AddSingleton<RectificationStore>()
        .AddSingleton<RectificationPeople>();
}
