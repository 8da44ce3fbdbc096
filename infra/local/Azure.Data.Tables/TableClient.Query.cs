using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Rest;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Makes an OData filter of an interpolated string: every interpolated value becomes a literal of its type, whatever it holds.</summary>
    /// <example><c>CreateQueryFilter($"PartitionKey eq {county} and Score ge {90}")</c>.</example>
    /// <exception cref="NotSupportedException">A value is of a type that no filter can hold.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterLiteral.Format(filter);

    /// <summary>Makes an OData filter of an expression over an entity.</summary>
    /// <exception cref="NotSupportedException">The expression has something that no filter can say.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterTranslator.Translate(filter);

    /// <summary>Reads the entities that an expression selects, page by page, in the order of their keys.</summary>
    /// <param name="filter">The condition, which the service evaluates.</param>
    /// <param name="maxPerPage">The most entities of one page, 1 to 1,000; null lets the service decide.</param>
    /// <param name="select">The properties to read; null for all.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <exception cref="NotSupportedException">The expression has something that no filter can say.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterTranslator.Translate(filter), maxPerPage, select, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(Expression{Func{T, bool}}, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(FilterTranslator.Translate(filter), maxPerPage, select, cancellationToken);

    /// <summary>Reads the entities that an OData filter selects, page by page, in the order of their keys.</summary>
    /// <param name="filter">The condition, as of <see cref="CreateQueryFilter(FormattableString)"/>; null for all entities.</param>
    /// <param name="maxPerPage">The most entities of one page, 1 to 1,000; null lets the service decide.</param>
    /// <param name="select">The properties to read; null for all.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new AsyncTablePageable<T>(FetcherOf<T>(filter, select), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new TablePageable<T>(FetcherOf<T>(filter, select), maxPerPage, cancellationToken);

    private PageFetcher<T> FetcherOf<T>(string filter, IEnumerable<string> select)
        where T : class, ITableEntity
    {
        string columns = select is null ? null : string.Join(',', select);
        return (token, pageSize, async, cancellationToken) => FetchAsync<T>(filter, columns, token, pageSize, async, cancellationToken);
    }

    private async ValueTask<Page<T>> FetchAsync<T>(
        string filter, string columns, string token, int? pageSize, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        using HttpMessage message = _rest.CreateMessage(RequestMethod.Get, Name + "()");
        RequestUriBuilder uri = message.Request.Uri;
        uri.AppendQueryOptions(filter, pageSize);
        if (!string.IsNullOrEmpty(columns))
            uri.AppendQuery("$select", columns, escapeValue: true);
        if (!string.IsNullOrEmpty(token))
        {
            ContinuationToken next = ContinuationToken.Parse(token);
            uri.AppendQuery("NextPartitionKey", next.PartitionKey, escapeValue: true);
            if (next.RowKey is not null)
                uri.AppendQuery("NextRowKey", next.RowKey, escapeValue: true);
        }

        Response response = await _rest.SendAsync(message, async, cancellationToken);
        return Page<T>.FromValues(EntityReader.ReadPage<T>(response.Content), ContinuationToken.From(response), response);
    }
}
