using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yuekao.App.Http;

/// <summary>A time with its offset (RFC 3339). One without is refused: it would be taken for the server's own time, and be another one elsewhere.</summary>
internal sealed class OffsetTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime().Kind == DateTimeKind.Unspecified ? throw new JsonException("A time without its offset.") : reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
