using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace Yuekao.App.Storage;

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
