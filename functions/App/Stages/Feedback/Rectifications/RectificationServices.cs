namespace Yuekao.App.Stages.Feedback;

/// <summary>What has to be rectified after a cycle.</summary>
internal static class RectificationServices
{
    public static IServiceCollection AddRectifications(this IServiceCollection services) => services
        .AddTable(RectificationStore.Table)
        .AddSingleton<RectificationStore>()
        .AddSingleton<RectificationPeople>();
}
