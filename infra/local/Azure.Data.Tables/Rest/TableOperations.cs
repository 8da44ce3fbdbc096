using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>Creating, deleting and listing tables, shared by both clients.</summary>
internal static class TableOperations
{
    /// <summary>Creates a table; with <paramref name="mayExist"/>, an existing one is as good.</summary>
    internal static async ValueTask<Response<TableItem>> CreateTableAsync(
        this TableRestClient rest, string table, bool mayExist, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using HttpMessage message = rest.CreateMessage(RequestMethod.Post, "Tables", mayExist ? ToleratingClassifier.Conflict : null);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        TableRestClient.SetJson(message.Request, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
        Response response = await rest.SendAsync(message, async, cancellationToken);
        if (response.Status == 409)
        {
            // 409 also stands for a table that is being deleted: that one is not there to be used.
            var conflict = new RequestFailedException(response);
            if (conflict.ErrorCode != TableErrorCode.TableAlreadyExists)
                throw conflict;
        }

        return Response.FromValue(new TableItem(table), response);
    }

    /// <summary>Deletes a table; one that does not exist is answered with 404, not thrown.</summary>
    internal static async ValueTask<Response> DeleteTableAsync(this TableRestClient rest, string table, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using HttpMessage message = rest.CreateMessage(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(table)}')", ToleratingClassifier.NotFound);
        return await rest.SendAsync(message, async, cancellationToken);
    }

    /// <summary>Lists one page of tables.</summary>
    internal static async ValueTask<Page<TableItem>> FetchTablesAsync(
        this TableRestClient rest, string filter, string token, int? pageSize, bool async, CancellationToken cancellationToken)
    {
        using HttpMessage message = rest.CreateMessage(RequestMethod.Get, "Tables");
        message.Request.Uri.AppendQueryOptions(filter, pageSize);
        if (!string.IsNullOrEmpty(token))
            message.Request.Uri.AppendQuery("NextTableName", token, escapeValue: true);
        Response response = await rest.SendAsync(message, async, cancellationToken);
        using JsonDocument body = JsonDocument.Parse(response.Content.ToMemory());
        TableItem[] tables =
            [.. body.RootElement.GetProperty("value").EnumerateArray().Select(table => new TableItem(table.GetProperty("TableName").GetString()))];
        return Page<TableItem>.FromValues(
            tables, response.Headers.TryGetValue("x-ms-continuation-NextTableName", out string next) ? next : null, response);
    }
}
