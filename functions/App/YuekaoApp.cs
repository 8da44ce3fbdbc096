using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Yuekao.App.Stages;

namespace Yuekao.App;

/// <summary>Puts the app together: one line a capability.</summary>
public static class YuekaoApp
{
    /// <summary>Adds everything the app consists of.</summary>
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
        builder.Services.AddRecords();
        builder.Services.AddTell(settings.Channels);
        builder.Services.AddStages(settings.Portal);
        builder.Services.AddCycles(settings.Cycles);
        return builder;
    }
}
