using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Cycles.Freezing;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Cycles;

/// <summary>Cycles and how they run.</summary>
internal static class CycleServices
{
    public static IServiceCollection AddCycles(this IServiceCollection services, CycleSettings settings) => services
        .AddSingleton(settings)
        // What orchestrations and activities pass each other, and what histories keep: enums by name, so that a new one in between changes nothing.
        .Configure<JsonSerializerOptions>(json => json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)))
        .AddTable(CycleStore.Table)
        .AddSingleton<CycleStore>()
        .AddSingleton<CycleDocuments>()
        .AddSingleton<CycleContexts>()
        .AddSingleton<CycleSchemes>()
        .AddSingleton<CycleStarter>()
        .AddSingleton<CycleProgressReader>()
        .AddSingleton<CycleFreezer>();
}
