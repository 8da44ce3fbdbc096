using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Yuekao.App;

/// <summary>Puts the app together: one line a capability.</summary>
public static class YuekaoApp
{
    /// <summary>Adds everything the app consists of.</summary>
    /// <param name="builder">The app.</param>
    /// <exception cref="SettingsException">Settings are missing or wrong: all of them at once.</exception>
    public static FunctionsApplicationBuilder AddYuekao(this FunctionsApplicationBuilder builder)
    {
        AppSettings settings = AppSettings.Read(new SettingsReader(builder.Configuration));

        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<InvocationMiddleware>();
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddStorage(settings.Storage);
        builder.Services.AddHttpOperations(settings.Http);
        builder.Services.AddAccess(settings.Auth);
        builder.Services.AddTelemetry(settings.Telemetry);
        builder.Services.AddAuditTrail();
        builder.Services.AddSchemes();
        builder.Services.AddRosters();
        builder.Services.AddChannels(settings.Channels);
        builder.Services.AddSubmissions();
        builder.Services.AddMessages();
        builder.Services.AddRectifications();
        builder.Services.AddResults();
        builder.Services.AddStandings();
        builder.Services.AddBoards();
        builder.Services.AddAppeals();
        builder.Services.AddArchives();
        builder.Services.AddCycles(settings.Cycles);
        builder.Services.AddDecisions();
        builder.Services.AddNotices(settings.Portal);
        return builder;
    }
}
