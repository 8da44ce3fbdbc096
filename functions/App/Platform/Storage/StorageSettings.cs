using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace Yuekao.App.Platform;

/// <summary>
/// The storage account, by the settings that the Functions host itself reads under <c>AzureWebJobsStorage</c>: a connection string, or else addresses and
/// an identity. Where both are set the connection string counts, as it does for the host.
/// </summary>
/// <param name="Connection"><c>AzureWebJobsStorage</c>: the connection string; null where an identity is used.</param>
/// <param name="Tables"><c>AzureWebJobsStorage:tableServiceUri</c>, or the account's in public Azure; null with a connection string.</param>
/// <param name="Blobs"><c>AzureWebJobsStorage:blobServiceUri</c>, likewise.</param>
/// <param name="IsManagedIdentity"><c>AzureWebJobsStorage:credential</c> is <c>managedidentity</c>: no other credential is tried.</param>
/// <param name="ClientId"><c>AzureWebJobsStorage:clientId</c>: the user-assigned identity; null for the system-assigned one.</param>
internal sealed partial record StorageSettings(string? Connection, Uri? Tables = null, Uri? Blobs = null, bool IsManagedIdentity = false, string? ClientId = null)
{
    private const string Section = "AzureWebJobsStorage";

    // What accountName means to the host. Elsewhere, as in Azure operated by 21Vianet, the addresses are set instead.
    private const string PublicSuffix = "core.windows.net";

    public static StorageSettings Read(SettingsReader settings)
    {
        if (settings.Optional(Section) is { } connection)
        {
            if (!IsConnection(connection))
                settings.Wrong(Section, "a storage account's connection string, or UseDevelopmentStorage=true for Azurite");
            return new StorageSettings(connection);
        }

        string? account = settings.Optional($"{Section}:accountName");
        if (account is not null && !AccountNames().IsMatch(account))
            settings.Wrong($"{Section}:accountName", "a storage account's name: 3 to 24 small letters and digits");
        Uri? tables = Address(settings, "table", account);
        Uri? blobs = Address(settings, "blob", account);
        string? credential = settings.Optional($"{Section}:credential");
        if (credential is not (null or "managedidentity"))
            settings.Wrong($"{Section}:credential", "managedidentity, or not set");
        return new StorageSettings(Connection: null, tables, blobs, credential is not null, settings.Optional($"{Section}:clientId"));
    }

    public TableServiceClient CreateTables(TableClientOptions options, TokenCredential? credential = null) =>
        Connection is not null ? new TableServiceClient(Connection, options) : new TableServiceClient(Tables, credential ?? CreateCredential(), options);

    public BlobServiceClient CreateBlobs(BlobClientOptions options, TokenCredential? credential = null) =>
        Connection is not null ? new BlobServiceClient(Connection, options) : new BlobServiceClient(Blobs, credential ?? CreateCredential(), options);

    /// <summary>Who the app is where it has no connection string: the managed identity, or on a developer's machine whoever is signed in there.</summary>
    public TokenCredential CreateCredential() => IsManagedIdentity
        ? ManagedIdentity.Credential(ClientId)
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId });

    /// <summary>Tells no key.</summary>
    public override string ToString() => Section;

    private static Uri? Address(SettingsReader settings, string service, string? account)
    {
        string key = $"{Section}:{service}ServiceUri";
        if (settings.Optional(key) is { } text)
            return settings.Address(key, text);
        if (account is null)
            settings.Missing(key, $"where there is neither a connection string in {Section} nor {Section}__accountName, the address of the account's {service}s");
        return account is not null && AccountNames().IsMatch(account) ? new Uri($"https://{account}.{service}.{PublicSuffix}") : null;
    }

    private static bool IsConnection(string text)
    {
        try
        {
            _ = new TableServiceClient(text);
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9]{3,24}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountNames();
}

internal static class ManagedIdentity
{
    /// <summary>The credential of the user-assigned identity with this id; null for the system-assigned one.</summary>
    public static ManagedIdentityCredential Credential(string? clientId) =>
        new(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
}

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
    public static IServiceCollection AddTable(this IServiceCollection services, string name) => services.AddSingleton(new DeclaredStorage(name, StorageKind.Table));

    /// <summary>Declares a blob container: it is there before the first request.</summary>
    public static IServiceCollection AddContainer(this IServiceCollection services, string name) => services.AddSingleton(new DeclaredStorage(name, StorageKind.Blob));
}

internal sealed record DeclaredStorage(string Name, StorageKind Kind);

/// <summary>Creates what the capabilities declared and is not there yet, when the app starts.</summary>
internal sealed class StorageStart(TableServiceClient tables, BlobServiceClient blobs, IEnumerable<DeclaredStorage> declared) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(declared.Select(Task (one) => one.Kind == StorageKind.Table
        ? tables.GetTableClient(one.Name).CreateIfNotExistsAsync(cancellationToken)
        : blobs.GetBlobContainerClient(one.Name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
