namespace Yuekao.App.Records;

/// <summary>The counties' schemes.</summary>
internal static class SchemeServices
{
    public static IServiceCollection AddSchemes(this IServiceCollection services) => services
        .AddTable(SchemeStore.Table)
        .AddContainer(SchemeStore.Container)
        .AddSingleton<SchemeStore>()
        .AddHostedService<EmbeddedSchemes>();
}
