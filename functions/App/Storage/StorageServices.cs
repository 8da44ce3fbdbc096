using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Telemetry;

namespace Yuekao.App.Storage;

/// <summary>The app's storage, and what each capability keeps in it.</summary>
public static class StorageServices
{
    /// <summary>Gives the app its storage account.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="storage">The account.</param>
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
