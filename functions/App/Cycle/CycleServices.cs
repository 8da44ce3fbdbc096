using System.Text.Json.Serialization;

namespace Yuekao.App.Cycle;

/// <summary>Cycles and how they run.</summary>
internal static class CycleServices
{
    public static IServiceCollection AddCycles(this IServiceCollection services, CycleSettings settings) => services
        .AddSingleton(settings)
        // What orchestrations and activities pass each other, and what histories keep: enums by name, so that a new one in between changes nothing.
        .Configure<JsonSerializerOptions>(json => json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)))
        .AddTable(CycleStore.Table)
        .AddSingleton<CycleStore>()
        .AddSingleton<CycleMetrics>()
        .AddSingleton<CycleDocuments>()
        .AddSingleton<CycleContexts>()
        .AddSingleton<CycleSchemes>()
        .AddSingleton<CycleStarter>()
        .AddSingleton<CycleProgressReader>()
        .AddSingleton<CycleFreezer>();
}
