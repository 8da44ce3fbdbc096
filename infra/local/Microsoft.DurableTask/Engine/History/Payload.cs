using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Local;

/// <summary>A converted value. In memory it is always text; a large one is stored in a blob and named by it.</summary>
[JsonConverter(typeof(PayloadJsonConverter))]
internal sealed class Payload
{
    private string? text;

    private Payload(string? text, string? blob)
    {
        this.text = text;
        Blob = blob;
    }

    public string Text => text ?? throw new InvalidOperationException($"The payload in blob '{Blob}' has not been read.");

    public string? Blob { get; private set; }

    public bool IsMissing => text is null;

    public static Payload? Of(string? text) => text is null ? null : new Payload(text, null);

    public static Payload InBlob(string blob) => new(null, blob);

    /// <summary>The same value for another owner, who stores it anew.</summary>
    public Payload Copy() => new(Text, null);

    public void Fill(string value) => text = value;

    public void StoredIn(string blob) => Blob = blob;

    public override string ToString() => text ?? $"blob:{Blob}";
}

internal sealed class PayloadJsonConverter : JsonConverter<Payload>
{
    private const string BlobProperty = "blob";

    public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Payload.Of(reader.GetString())!;

        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return Payload.InBlob(document.RootElement.GetProperty(BlobProperty).GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options)
    {
        if (value.Blob is null)
        {
            writer.WriteStringValue(value.Text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(BlobProperty, value.Blob);
        writer.WriteEndObject();
    }
}
