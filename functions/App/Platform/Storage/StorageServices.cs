using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace Yuekao.App.Platform;

/// <summary>The app's storage, and what each capability keeps in it.</summary>
public static class StorageServices
{
    internal static IServiceCollection AddStorage(this IServiceCollection services, StorageSettings storage) => services
        .AddSingleton(provider => storage.CreateTables(new TableClientOptions().Measured(provider, StorageKind.Table)))
        .AddSingleton(provider => storage.CreateBlobs(new BlobClientOptions().Measured(provider, StorageKind.Blob)))
        .AddContainer(DocumentBlobs.Container)
        .AddSingleton<DocumentBlobs>()
        .AddHostedService<StorageStart>();

    /// <summary>Declares a table: it is there before the first request.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) =>
        services.AddSingleton(new DeclaredStorage(storage => storage.Tables.GetTableClient(name).CreateIfNotExistsAsync()));

    /// <summary>Declares a blob container: it is there before the first request.</summary>
    public static IServiceCollection AddContainer(this IServiceCollection services, string name) =>
        services.AddSingleton(new DeclaredStorage(storage => storage.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync()));
}

/// <summary>Creates what the capabilities declared and is not there yet, when the app starts.</summary>
internal sealed class StorageStart(TableServiceClient tables, BlobServiceClient blobs, IEnumerable<DeclaredStorage> declared) : IHostedService
{
    public TableServiceClient Tables => tables;

    public BlobServiceClient Blobs => blobs;

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(declared.Select(part => part.Create(this)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A table or container that a capability needs.</summary>
/// <param name="Create">Creates it unless it exists.</param>
internal sealed record DeclaredStorage(Func<StorageStart, Task> Create);
