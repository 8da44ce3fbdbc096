using System.Buffers;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Rest;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Transactions;

/// <summary>A multipart body of one change set, written straight to bytes.</summary>
internal sealed class TransactionBody(Uri endpoint, string table)
{
    private const int TypicalAction = 1024;

    private readonly string _account = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changeset = $"changeset_{Guid.NewGuid()}";

    internal string ContentType => $"multipart/mixed; boundary={_batch}";

    internal ReadOnlyMemory<byte> Write(IReadOnlyList<TableTransactionAction> actions)
    {
        var output = new ArrayBufferWriter<byte>(actions.Count * TypicalAction);
        Append(output, $"--{_batch}\r\nContent-Type: multipart/mixed; boundary={_changeset}\r\n\r\n");
        byte[] separator = Encoding.ASCII.GetBytes($"--{_changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        foreach (TableTransactionAction action in actions)
        {
            output.Write(separator);
            WriteAction(output, action);
        }

        Append(output, $"--{_changeset}--\r\n--{_batch}--\r\n");
        return output.WrittenMemory;
    }

    private static void Append(ArrayBufferWriter<byte> output, string text) => Encoding.ASCII.GetBytes(text, output);

    private void WriteAction(ArrayBufferWriter<byte> output, TableTransactionAction action)
    {
        (RequestMethod method, bool isConditional) = action.ActionType switch
        {
            TableTransactionActionType.Add => (RequestMethod.Post, false),
            TableTransactionActionType.UpdateMerge => (RequestMethod.Patch, true),
            TableTransactionActionType.UpdateReplace => (RequestMethod.Put, true),
            TableTransactionActionType.Delete => (RequestMethod.Delete, true),
            TableTransactionActionType.UpsertMerge => (RequestMethod.Patch, false),
            TableTransactionActionType.UpsertReplace => (RequestMethod.Put, false),
            _ => throw new InvalidOperationException($"Unknown action type {action.ActionType}."),
        };

        bool isAdd = action.ActionType == TableTransactionActionType.Add;
        string path = isAdd ? table : EntityPath.Of(table, action.Entity.PartitionKey, action.Entity.RowKey);
        Append(output, $"{method} {_account}{path} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (isAdd)
            Append(output, "Prefer: return-no-content\r\n");
        if (isConditional)
            Append(output, $"If-Match: {(action.ETag == default ? ETag.All : action.ETag)}\r\n");
        if (action.ActionType != TableTransactionActionType.Delete)
        {
            Append(output, "Content-Type: application/json\r\n\r\n");
            EntityWriter.Write(output, action.Entity);
        }

        Append(output, "\r\n\r\n");
    }
}
