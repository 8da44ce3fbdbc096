using System.Linq.Expressions;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

public partial class TableServiceClient
{
    /// <summary>Makes an OData filter of an interpolated string: every interpolated value becomes a literal of its type, whatever it holds.</summary>
    /// <example><c>CreateQueryFilter($"TableName eq {name}")</c>.</example>
    /// <exception cref="NotSupportedException">A value is of a type that no filter can hold.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterLiteral.Format(filter);

    /// <summary>Makes an OData filter of an expression over a table.</summary>
    /// <exception cref="NotSupportedException">The expression has something that no filter can say.</exception>
    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterTranslator.Translate(filter);

    /// <summary>Creates a table.</summary>
    /// <exception cref="RequestFailedException">The table exists (409), among others.</exception>
    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await _rest.CreateTableAsync(tableName, false, true, cancellationToken);

    /// <inheritdoc cref="CreateTableAsync(string, CancellationToken)"/>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        _rest.CreateTableAsync(tableName, false, false, cancellationToken).Completed();

    /// <summary>Creates a table, unless it exists.</summary>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        await _rest.CreateTableAsync(tableName, true, true, cancellationToken);

    /// <inheritdoc cref="CreateTableIfNotExistsAsync(string, CancellationToken)"/>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        _rest.CreateTableAsync(tableName, true, false, cancellationToken).Completed();

    /// <summary>Deletes a table with all it holds. One that does not exist is answered with 404, not thrown.</summary>
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await _rest.DeleteTableAsync(tableName, true, cancellationToken);

    /// <inheritdoc cref="DeleteTableAsync(string, CancellationToken)"/>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        _rest.DeleteTableAsync(tableName, false, cancellationToken).Completed();

    /// <summary>Lists the tables that an OData filter selects, page by page.</summary>
    /// <param name="filter">The condition, on <c>TableName</c>; null for all tables.</param>
    /// <param name="maxPerPage">The most tables of one page; null lets the service decide.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    public virtual AsyncPageable<TableItem> QueryAsync(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new AsyncTablePageable<TableItem>(FetcherOf(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(FetcherOf(filter), maxPerPage, cancellationToken);

    /// <summary>Lists the tables that an interpolated filter selects: see <see cref="CreateQueryFilter(FormattableString)"/>.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(FormattableString, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <summary>Lists the tables that an expression selects.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(Expression{Func{TableItem, bool}}, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    private PageFetcher<TableItem> FetcherOf(string filter) =>
        (token, pageSize, async, cancellationToken) => _rest.FetchTablesAsync(filter, token, pageSize, async, cancellationToken);
}
