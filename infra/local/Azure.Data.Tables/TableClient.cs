using Azure.Core;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>One table of a storage account. Safe for use by many threads; keep one and share it.</summary>
/// <remarks>Every operation throws <see cref="RequestFailedException"/>, with the service's status and error code, when the service refuses it, and
/// retries by <see cref="ClientOptions.Retry"/> what may pass on another try: 408, 429, 5xx and dropped connections.</remarks>
public partial class TableClient
{
    private readonly TableRestClient _rest;

    /// <summary>Creates a client on an account's connection string.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>Creates a client on an account's connection string.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableRestClient.Create(connectionString, options), tableName)
    {
    }

    /// <summary>Creates a client on the table's own address, with a shared access signature in its query.</summary>
    /// <exception cref="ArgumentException">The address names no table.</exception>
    public TableClient(Uri endpoint, TableClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        (Uri account, Name) = TableEndpoint.SplitTable(endpoint);
        _rest = TableRestClient.Create(account, options);
    }

    /// <summary>Creates a client on the table's own address, with a shared access signature.</summary>
    /// <exception cref="ArgumentException">The address names no table, or has a query.</exception>
    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        (Uri account, Name) = TableEndpoint.SplitTable(endpoint);
        _rest = TableRestClient.Create(account, credential, options);
    }

    /// <summary>Creates a client on an account's address, with its key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>Creates a client on an account's address, with its key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableRestClient.Create(endpoint, credential, options), tableName)
    {
    }

    /// <summary>Creates a client on an account's address, with bearer tokens.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableRestClient.Create(endpoint, tokenCredential, options), tableName)
    {
    }

    /// <summary>For mocks.</summary>
    protected TableClient()
    {
    }

    internal TableClient(TableRestClient rest, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _rest = rest;
        Name = tableName;
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _rest.AccountName;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri => TableEndpoint.UriOf(_rest.Endpoint, Name);
}
