using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Creates the table.</summary>
    /// <exception cref="RequestFailedException">The table exists (409), among others.</exception>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        await _rest.CreateTableAsync(Name, false, true, cancellationToken);

    /// <inheritdoc cref="CreateAsync(CancellationToken)"/>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        _rest.CreateTableAsync(Name, false, false, cancellationToken).Completed();

    /// <summary>Creates the table, unless it exists.</summary>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        await _rest.CreateTableAsync(Name, true, true, cancellationToken);

    /// <inheritdoc cref="CreateIfNotExistsAsync(CancellationToken)"/>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        _rest.CreateTableAsync(Name, true, false, cancellationToken).Completed();

    /// <summary>Deletes the table with all it holds. One that does not exist is answered with 404, not thrown.</summary>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        await _rest.DeleteTableAsync(Name, true, cancellationToken);

    /// <inheritdoc cref="DeleteAsync(CancellationToken)"/>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        _rest.DeleteTableAsync(Name, false, cancellationToken).Completed();
}
