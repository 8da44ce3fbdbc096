using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Yuekao.App.Access;
using Yuekao.App.AuditTrail;
using Yuekao.App.Health;
using Yuekao.App.Http;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.App.Schemes;
using Yuekao.App.Settings;
using Yuekao.App.Storage;

namespace Yuekao.App;

/// <summary>Puts the app together: one line a capability.</summary>
public static class YuekaoApp
{
    /// <summary>Adds everything the app consists of.</summary>
    /// <param name="builder">The app.</param>
    /// <exception cref="SettingsException">Settings are missing or wrong: all of them at once.</exception>
    public static FunctionsApplicationBuilder AddYuekao(this FunctionsApplicationBuilder builder)
    {
        var settings = new SettingsReader(builder.Configuration);
        string storage = settings.Required("AzureWebJobsStorage", "the storage account's connection string; UseDevelopmentStorage=true for Azurite");
        AuthSettings auth = AuthSettings.Read(settings);
        HttpSettings http = HttpSettings.Read(settings);
        settings.ThrowIfWrong();

        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddStorage(storage);
        builder.Services.AddHttpOperations(http);
        builder.Services.AddAccess(auth);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddAuditTrail();
        builder.Services.AddSchemes();
        builder.Services.AddRosters();
        return builder;
    }
}
