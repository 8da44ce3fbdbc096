using Azure.Core;
using Azure.Data.Tables.Rest;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Adds an entity.</summary>
    /// <exception cref="RequestFailedException">An entity with these keys exists (409), among others.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await AddAsync(entity, true, cancellationToken);

    /// <summary>Adds an entity.</summary>
    /// <exception cref="RequestFailedException">An entity with these keys exists (409), among others.</exception>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        AddAsync(entity, false, cancellationToken).Completed();

    /// <summary>Reads an entity.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The key in the partition.</param>
    /// <param name="select">The properties to read; null for all. The ETag always comes.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    /// <exception cref="RequestFailedException">There is no such entity (404), among others.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        (Response<T>)await GetAsync<T>(partitionKey, rowKey, select, false, true, cancellationToken);

    /// <inheritdoc cref="GetEntityAsync{T}(string, string, IEnumerable{string}, CancellationToken)"/>
    public virtual Response<T> GetEntity<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        (Response<T>)GetAsync<T>(partitionKey, rowKey, select, false, false, cancellationToken).Completed();

    /// <summary>Reads an entity, if there is one: see <see cref="NullableResponse{T}.HasValue"/>.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The key in the partition.</param>
    /// <param name="select">The properties to read; null for all. The ETag always comes.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        await GetAsync<T>(partitionKey, rowKey, select, true, true, cancellationToken);

    /// <inheritdoc cref="GetEntityIfExistsAsync{T}(string, string, IEnumerable{string}, CancellationToken)"/>
    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        GetAsync<T>(partitionKey, rowKey, select, true, false, cancellationToken).Completed();

    /// <summary>Changes an entity that exists.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="ifMatch">The version expected, or <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What becomes of stored properties that <paramref name="entity"/> lacks.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is default.</exception>
    /// <exception cref="RequestFailedException">There is no such entity (404), it has another version (412), among others.</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await ChangeAsync(entity, RequireETag(ifMatch), mode, true, cancellationToken);

    /// <inheritdoc cref="UpdateEntityAsync{T}(T, ETag, TableUpdateMode, CancellationToken)"/>
    public virtual Response UpdateEntity<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        ChangeAsync(entity, RequireETag(ifMatch), mode, false, cancellationToken).Completed();

    /// <summary>Adds an entity, or changes the one that has its keys, whatever its version.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="mode">What becomes of stored properties that <paramref name="entity"/> lacks.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await ChangeAsync(entity, default, mode, true, cancellationToken);

    /// <inheritdoc cref="UpsertEntityAsync{T}(T, TableUpdateMode, CancellationToken)"/>
    public virtual Response UpsertEntity<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        ChangeAsync(entity, default, mode, false, cancellationToken).Completed();

    /// <summary>Deletes an entity. One that does not exist is answered with 404, not thrown.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The key in the partition.</param>
    /// <param name="ifMatch">The version expected; default or <see cref="ETag.All"/> for any.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    /// <exception cref="RequestFailedException">It has another version (412), among others.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await DeleteAsync(partitionKey, rowKey, ifMatch, true, cancellationToken);

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteAsync(partitionKey, rowKey, ifMatch, false, cancellationToken).Completed();

    /// <summary>Deletes the entity with the keys of <paramref name="entity"/>. One that does not exist is answered with 404, not thrown.</summary>
    /// <param name="entity">The entity; its own ETag is not used.</param>
    /// <param name="ifMatch">The version expected; default or <see cref="ETag.All"/> for any.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    /// <exception cref="RequestFailedException">It has another version (412), among others.</exception>
    public virtual async Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await DeleteAsync(entity.PartitionKey, entity.RowKey, ifMatch, true, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntityAsync(ITableEntity, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteAsync(entity.PartitionKey, entity.RowKey, ifMatch, false, cancellationToken).Completed();
    }

    private static ETag RequireETag(ETag ifMatch) => ifMatch == default
        ? throw new ArgumentException("An update needs the ETag it expects, or ETag.All. To write without condition, use UpsertEntity.", nameof(ifMatch))
        : ifMatch;

    private static void RequireKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        RequireKeys(entity.PartitionKey, entity.RowKey);
    }

    private static void RequireKeys(string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
    }

    private async ValueTask<Response> AddAsync(ITableEntity entity, bool async, CancellationToken cancellationToken)
    {
        RequireKeys(entity);
        using HttpMessage message = _rest.CreateMessage(RequestMethod.Post, Name);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        TableRestClient.SetJson(message.Request, EntityBody.Of(entity));
        return await _rest.SendAsync(message, async, cancellationToken);
    }

    private async ValueTask<Response> ChangeAsync(
        ITableEntity entity, ETag ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellationToken)
    {
        RequireKeys(entity);
        RequestMethod method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown update mode."),
        };
        using HttpMessage message = _rest.CreateMessage(method, EntityPath.Of(Name, entity.PartitionKey, entity.RowKey));
        if (ifMatch != default)
            message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, ifMatch.ToString());
        TableRestClient.SetJson(message.Request, EntityBody.Of(entity));
        return await _rest.SendAsync(message, async, cancellationToken);
    }

    private async ValueTask<Response> DeleteAsync(string partitionKey, string rowKey, ETag ifMatch, bool async, CancellationToken cancellationToken)
    {
        RequireKeys(partitionKey, rowKey);
        using HttpMessage message = _rest.CreateMessage(
            RequestMethod.Delete, EntityPath.Of(Name, partitionKey, rowKey), ToleratingClassifier.NotFound);
        message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await _rest.SendAsync(message, async, cancellationToken);
    }

    private async ValueTask<NullableResponse<T>> GetAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select, bool mayMiss, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        RequireKeys(partitionKey, rowKey);
        using HttpMessage message = _rest.CreateMessage(
            RequestMethod.Get, EntityPath.Of(Name, partitionKey, rowKey), mayMiss ? ToleratingClassifier.NotFound : null);
        if (select is not null)
            message.Request.Uri.AppendQuery("$select", string.Join(',', select), escapeValue: true);
        Response response = await _rest.SendAsync(message, async, cancellationToken);
        return response.Status == 404
            ? new NoValueResponse<T>(response)
            : Response.FromValue(EntityReader.ReadEntity<T>(response.Content), response);
    }
}
