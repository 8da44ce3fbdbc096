using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Local;

/// <summary>Histories as JSON: compact in storage, indented in an exported <see cref="RecordedHistory"/>.</summary>
internal static class HistoryJson
{
    // Nothing of this is ever put into a page: quotes and Chinese need no escape.
    private static readonly HistoryJsonContext Compact = new(
        new JsonSerializerOptions(HistoryJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly HistoryJsonContext Indented = new(new JsonSerializerOptions(Compact.Options) { WriteIndented = true });

    public static byte[] Write(IReadOnlyList<HistoryEvent> events) => JsonSerializer.SerializeToUtf8Bytes(events, Compact.IReadOnlyListHistoryEvent);

    public static IReadOnlyList<HistoryEvent> Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Compact.IReadOnlyListHistoryEvent) ?? throw new JsonException("There is no history in 'null'.");

    public static string Export(RecordedHistory history) => JsonSerializer.Serialize(history, Indented.RecordedHistory);

    public static RecordedHistory Import(string json) =>
        JsonSerializer.Deserialize(json, Compact.RecordedHistory) ?? throw new JsonException("There is no recorded history in 'null'.");

    public static byte[] WriteFailure(TaskFailureDetails failure) => JsonSerializer.SerializeToUtf8Bytes(failure, Compact.TaskFailureDetails);

    public static TaskFailureDetails? ReadFailure(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Compact.TaskFailureDetails);

    public static string WriteTags(IReadOnlyDictionary<string, string> tags) => JsonSerializer.Serialize(tags, Compact.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string>? ReadTags(string json) => JsonSerializer.Deserialize(json, Compact.IReadOnlyDictionaryStringString);

    public static string WriteParent(ParentLink parent) => JsonSerializer.Serialize(parent, Compact.ParentLink);

    public static ParentLink? ReadParent(string json) => JsonSerializer.Deserialize(json, Compact.ParentLink);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<HistoryEvent>))]
[JsonSerializable(typeof(RecordedHistory))]
[JsonSerializable(typeof(ParentLink))]
[JsonSerializable(typeof(TaskFailureDetails))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
