using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yuekao.TestSupport;

namespace Microsoft.Azure.Functions.Worker.Tests.Support;

/// <summary>Apps with a task hub of their own.</summary>
internal static class DurableApp
{
    /// <summary>An app on a hub.</summary>
    public static TestApp On(string connection, string hub, Type[] functions, Action<FunctionsApplicationBuilder>? configure = null, TimeSpan? shutdownTimeout = null) => new(functions)
    {
        Settings =
        {
            ["AzureWebJobsStorage"] = connection,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub,
            ["AzureFunctionsJobHost__extensions__durableTask__defaultVersion"] = "1.5",
        },
        Configure = builder =>
        {
            builder.ConfigureFunctionsWebApplication().Services.Configure<HostOptions>(options => options.ShutdownTimeout = shutdownTimeout ?? TimeSpan.FromMinutes(1));
            configure?.Invoke(builder);
        },
        Options = options => options with { TakeoverTimeout = TimeSpan.Zero },
    };

    /// <summary>A hub name that no other test has.</summary>
    public static string NewHub() => AzuriteFixture.UniqueName("hub");

    /// <summary>The client that functions get.</summary>
    public static DurableTaskClient Client(this RunningApp app) => app.Services.GetRequiredService<DurableClientSource>().Client;

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public static async Task<OrchestrationMetadata> RunAsync(this RunningApp app, string orchestrator, object? input = null)
    {
        string id = await app.Client().ScheduleNewOrchestrationInstanceAsync(orchestrator, input, TestContext.Current.CancellationToken);
        return await app.EndOfAsync(id);
    }

    /// <summary>Waits for an orchestration's end.</summary>
    public static Task<OrchestrationMetadata> EndOfAsync(this RunningApp app, string id) =>
        app.Client().WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
}
