using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Yuekao.App.Http;

/// <summary>A length of time as ISO 8601 writes it: <c>P5D</c>, <c>PT30S</c>. Years and months are refused: they are not always equally long.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.GetString() ?? throw new JsonException("Null.");
        // Before the T an M is months, after it minutes.
        bool isExact = text.AsSpan().Trim().Length == text.Length && text.Split('T')[0].AsSpan().IndexOfAny('Y', 'M') < 0;
        return isExact ? XmlConvert.ToTimeSpan(text) : throw new JsonException("Not a duration in days or less.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(value == TimeSpan.Zero ? "P0D" : XmlConvert.ToString(value));
}
