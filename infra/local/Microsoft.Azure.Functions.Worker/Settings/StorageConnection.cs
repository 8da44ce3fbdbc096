using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The host's own storage: the setting AzureWebJobsStorage.</summary>
internal static class StorageConnection
{
    public const string Setting = "AzureWebJobsStorage";

    private const string Development = "UseDevelopmentStorage=true";

    /// <summary>The connection string, or null when it is not set or is none.</summary>
    /// <param name="settings">The app's settings.</param>
    /// <param name="problems">Takes a line when it is none.</param>
    public static string? Of(IConfiguration settings, ICollection<string> problems)
    {
        if (settings[Setting] is not { Length: > 0 } value)
            return null;
        try
        {
            _ = new BlobServiceClient(value);
            _ = new TableServiceClient(value);
            return value;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            // Not its text: it may hold a key.
            problems.Add($"{Setting} is not a storage connection string: {exception.Message}");
            return null;
        }
    }

    /// <summary>Whether it means the Azurite on this machine's usual ports.</summary>
    public static bool IsDevelopment(string? connection) => string.Equals(connection?.TrimEnd(';'), Development, StringComparison.OrdinalIgnoreCase);
}
