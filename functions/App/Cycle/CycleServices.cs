using System.Text.Json.Serialization;

namespace Yuekao.App.Cycle;

internal static class CycleServices
{
    public static IServiceCollection AddCycles(this IServiceCollection services, CycleSettings settings) => services
        .AddSingleton(settings)
        // What orchestrations and activities pass each other, and what histories keep: enums by name, so that a new one in between changes nothing.
        .Configure<JsonSerializerOptions>(json => json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)))
        .AddSingleton<CycleEditions>()
        .AddSingleton<DispatchStarter>()
        .AddSingleton<IDevelopmentWatch, DevelopmentStarter>()
        .AddSingleton<CycleStarter>()
        .AddSingleton<CycleProgressReader>();
}
