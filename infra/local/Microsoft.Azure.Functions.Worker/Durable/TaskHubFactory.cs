using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes the app's task hub.</summary>
internal static class TaskHubFactory
{
    public static TaskHub Create(IServiceProvider services, DurableTaskSettings settings, string connection, TimeSpan? takeoverTimeout)
    {
        var options = new TaskHubOptions
        {
            HubName = settings.HubName,
            DefaultVersion = settings.DefaultVersion,
            Converter = new SerializerDataConverter(services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!),
        };
        options = options with
        {
            MaxConcurrentActivities = settings.MaxConcurrentActivities ?? options.MaxConcurrentActivities,
            MaxConcurrentOrchestrators = settings.MaxConcurrentOrchestrators ?? options.MaxConcurrentOrchestrators,
            TakeoverTimeout = takeoverTimeout ?? options.TakeoverTimeout,
        };
        return new TaskHub(
            options,
            new TableServiceClient(connection),
            new BlobServiceClient(connection),
            new FunctionTaskCatalog(services.GetRequiredService<FunctionCatalog>(), services.GetRequiredService<FunctionRunner>()),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>());
    }
}
