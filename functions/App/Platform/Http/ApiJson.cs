using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml;

namespace Yuekao.App.Platform;

/// <summary>The JSON of the API: camelCase, enums as strings; read strictly.</summary>
public static class ApiJson
{
    public const int MaximumDepth = 32;

    /// <summary>What everything is read and written with. Unknown and repeated members, nulls and missing values where a contract has none are errors.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>What bodies are read with: as the options, and what people wrote as it is kept.</summary>
    internal static JsonSerializerOptions Reading { get; } = new(Options) { Converters = { new TextConverter() } };

    internal static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaximumDepth;
        options.AllowOutOfOrderMetadataProperties = true;
        // Chinese as it is, not as escapes: the answers are JSON, never part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new OffsetTimeConverter());
        options.Converters.Add(new DurationConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Apply(options);
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>A time with its offset (RFC 3339). One without is refused: it would be taken for the server's own time, and be another one elsewhere.</summary>
internal sealed class OffsetTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime().Kind == DateTimeKind.Unspecified ? throw new JsonException("A time without its offset.") : reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

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
