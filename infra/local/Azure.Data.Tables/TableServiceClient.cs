using Azure.Core;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>The tables of a storage account. Safe for use by many threads; keep one and share it.</summary>
public partial class TableServiceClient
{
    private readonly TableRestClient _rest;

    /// <summary>Creates a client on an account's connection string.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>Creates a client on an account's connection string.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString, TableClientOptions options = null) =>
        _rest = TableRestClient.Create(connectionString, options);

    /// <summary>Creates a client on an account's address, with a shared access signature in its query.</summary>
    public TableServiceClient(Uri endpoint, TableClientOptions options = null) => _rest = TableRestClient.Create(endpoint, options);

    /// <summary>Creates a client on an account's address, with a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>Creates a client on an account's address, with a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null) =>
        _rest = TableRestClient.Create(endpoint, credential, options);

    /// <summary>Creates a client on an account's address, with its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>Creates a client on an account's address, with its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        _rest = TableRestClient.Create(endpoint, credential, options);

    /// <summary>Creates a client on an account's address, with bearer tokens.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _rest = TableRestClient.Create(endpoint, tokenCredential, options);

    /// <summary>For mocks.</summary>
    protected TableServiceClient()
    {
    }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _rest.AccountName;

    /// <summary>The account's address.</summary>
    public virtual Uri Uri => TableEndpoint.WithoutQuery(_rest.Endpoint);

    /// <summary>A client of one table, on the same pipeline. Sends nothing: the table need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(_rest, tableName);
}
