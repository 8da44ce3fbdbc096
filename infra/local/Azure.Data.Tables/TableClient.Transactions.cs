using Azure.Core;
using Azure.Data.Tables.Rest;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Applies up to 100 actions to entities of one partition: all of them, or none.</summary>
    /// <param name="transactionActions">The actions; each entity may appear once.</param>
    /// <param name="cancellationToken">Stops the operation.</param>
    /// <returns>The answer to each action, in the order of the actions, with the new ETag of what was written.</returns>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    /// <exception cref="TableTransactionFailedException">An action failed, or the actions do not make a transaction; nothing was changed.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        await SubmitAsync(transactionActions, true, cancellationToken);

    /// <inheritdoc cref="SubmitTransactionAsync(IEnumerable{TableTransactionAction}, CancellationToken)"/>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        SubmitAsync(transactionActions, false, cancellationToken).Completed();

    private async ValueTask<Response<IReadOnlyList<Response>>> SubmitAsync(
        IEnumerable<TableTransactionAction> transactionActions, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        IReadOnlyList<TableTransactionAction> actions = transactionActions as IReadOnlyList<TableTransactionAction> ?? [.. transactionActions];
        TransactionRules.Check(actions);

        using HttpMessage message = _rest.CreateMessage(RequestMethod.Post, "$batch");
        var body = new TransactionBody(_rest.Endpoint, Name);
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, body.ContentType);
        message.Request.Content = RequestContent.Create(body.Write(actions));
        Response response = await _rest.SendAsync(message, async, cancellationToken);

        List<Response> parts = TransactionAnswer.Parse(response);
        if (parts.Find(part => part.IsError) is { } failed)
            throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableErrorParser.Instance));
        if (parts.Count != actions.Count)
            throw new RequestFailedException(response);
        return Response.FromValue<IReadOnlyList<Response>>(parts, response);
    }
}
