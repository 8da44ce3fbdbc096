using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>Ids are strings in JSON, as values and as property names.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Checked(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);

    private static TId Checked(string? text) =>
        TId.TryOf(text, out var id) ? id : throw new DemandException($"must be {TId.Expected}");
}

/// <summary>Numbers with a unit are plain numbers in JSON.</summary>
internal sealed class NumberJsonConverter<TValue> : JsonConverter<TValue> where TValue : struct, INumberValue<TValue>
{
    public override TValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && TValue.TryOf(number, out var value)
            ? value
            : throw new DemandException($"must be {TValue.Expected}");

    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>Scores are exact fractions in JSON, such as "179/2".</summary>
internal sealed class ScoreJsonConverter : JsonConverter<Score>
{
    public override Score Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Score.TryParse(reader.GetString(), out var score)
            ? score
            : throw new DemandException("must be a fraction, such as \"179/2\" or \"89\"");

    public override void Write(Utf8JsonWriter writer, Score value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
