using System.Text;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>An <see cref="InstanceRecord"/> as a table row.</summary>
internal static class InstanceRow
{
    public const string Partition = "instances";
    public const string Status = "Status";
    public const string CreatedAt = "CreatedAt";
    public const string CompletedAt = "CompletedAt";
    public const string Ended = "Ended";
    public const string Purging = "Purging";
    public const string ParentId = "ParentId";

    private const string InstanceId = "InstanceId";
    private const string Name = "Name";
    private const string Version = "Version";
    private const string Generation = "Generation";
    private const string Execution = "Execution";
    private const string Rows = "Rows";
    private const string LastUpdatedAt = "LastUpdatedAt";
    private const string StartAt = "StartAt";
    private const string Parent = "Parent";
    private const string Tags = "Tags";
    private const string Input = "Input";
    private const string Output = "Output";
    private const string CustomStatus = "CustomStatus";
    private const string Failure = "Failure";
    private const string InBlob = "Blob";

    // A binary property takes 64 KB: a failure with longer texts is shortened here, and whole in the history.
    private const int MaxFailure = 60 * 1024;
    private const int MaxFailureText = 2_500;

    public static TableEntity Write(InstanceRecord record, out int bytes)
    {
        var row = new TableEntity(Partition, record.Key)
        {
            [InstanceId] = record.InstanceId,
            [Name] = record.Name,
            [Version] = record.Version,
            [Generation] = record.Generation,
            [Execution] = record.Execution,
            [Rows] = record.Rows,
            [Status] = record.Status.ToString(),
            [Ended] = record.HasEnded,
            [CreatedAt] = record.CreatedAt,
            [LastUpdatedAt] = record.LastUpdatedAt,
        };
        bytes = 2048;
        if (record.CompletedAt is { } completed)
            row[CompletedAt] = completed;
        if (record.StartAt is { } startAt)
            row[StartAt] = startAt;
        if (record.Purging)
            row[Purging] = true;
        if (record.Tags.Count > 0)
            row[Tags] = HistoryJson.WriteTags(record.Tags);
        if (record.Parent is { } parent)
        {
            row[Parent] = HistoryJson.WriteParent(parent);
            row[ParentId] = parent.InstanceId;
        }

        if (record.Failure is { } failure)
            row[Failure] = Write(failure);
        bytes += Write(row, Input, record.Input) + Write(row, Output, record.Output) + Write(row, CustomStatus, record.CustomStatus);
        return row;
    }

    public static InstanceRecord Read(TableEntity row) => new()
    {
        InstanceId = row.GetString(InstanceId)!,
        Name = row.GetString(Name)!,
        Version = row.GetString(Version) ?? string.Empty,
        Generation = row.GetString(Generation)!,
        Execution = row.GetInt32(Execution)!.Value,
        Rows = row.GetInt32(Rows)!.Value,
        Status = Enum.Parse<OrchestrationRuntimeStatus>(row.GetString(Status)!),
        CreatedAt = row.GetDateTimeOffset(CreatedAt)!.Value,
        LastUpdatedAt = row.GetDateTimeOffset(LastUpdatedAt)!.Value,
        CompletedAt = row.GetDateTimeOffset(CompletedAt),
        StartAt = row.GetDateTimeOffset(StartAt),
        Purging = row.GetBoolean(Purging) ?? false,
        Parent = row.GetString(Parent) is { } parent ? HistoryJson.ReadParent(parent) : null,
        Tags = row.GetString(Tags) is { } tags ? HistoryJson.ReadTags(tags)! : System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
        Failure = row.GetBinary(Failure) is { } failure ? HistoryJson.ReadFailure(failure) : null,
        Input = ReadPayload(row, Input),
        Output = ReadPayload(row, Output),
        CustomStatus = ReadPayload(row, CustomStatus),
    };

    private static int Write(TableEntity row, string column, Payload? payload)
    {
        if (payload is null)
            return 0;
        if (payload.Blob is { } blob)
        {
            row[column + InBlob] = blob;
            return blob.Length;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(payload.Text);
        row[column] = bytes;
        return bytes.Length * 4 / 3;
    }

    private static Payload? ReadPayload(TableEntity row, string column) =>
        row.GetString(column + InBlob) is { } blob ? Payload.InBlob(blob)
        : row.GetBinary(column) is { } bytes ? Payload.Of(Encoding.UTF8.GetString(bytes))
        : null;

    private static byte[] Write(TaskFailureDetails failure)
    {
        byte[] whole = HistoryJson.WriteFailure(failure);
        return whole.Length <= MaxFailure ? whole : HistoryJson.WriteFailure(Shorten(failure, MaxFailureText));
    }

    // Half the text at each level: all levels together stay below the limit even if every character is written as an escape.
    private static TaskFailureDetails Shorten(TaskFailureDetails failure, int length) => failure with
    {
        ErrorMessage = Shorten(failure.ErrorMessage, length)!,
        StackTrace = Shorten(failure.StackTrace, length),
        InnerFailure = failure.InnerFailure is { } inner && length > 500 ? Shorten(inner, length / 2) : null,
    };

    private static string? Shorten(string? text, int length) => text is not null && text.Length > length ? text[..length] : text;
}
