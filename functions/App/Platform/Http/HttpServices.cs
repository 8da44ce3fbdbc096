using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Yuekao.App.Platform;

/// <summary>How requests are read and answers written.</summary>
internal static class HttpServices
{
    /// <summary>Adds the app's HTTP functions as they are declared, and lets IActionResult and IResult answer in the API's JSON.</summary>
    public static IServiceCollection AddHttpOperations(this IServiceCollection services, HttpSettings settings)
    {
        services.TryAddSingleton(_ => HttpOperationCatalog.OfApp());
        return services
            .AddSingleton(settings)
            .Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(json => ApiJson.Apply(json.JsonSerializerOptions))
            .Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(json => ApiJson.Apply(json.SerializerOptions));
    }
}
