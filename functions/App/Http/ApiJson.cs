using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Yuekao.App.Http;

/// <summary>The JSON of the API: camelCase, enums as strings; read strictly.</summary>
public static class ApiJson
{
    /// <summary>How deep a body may nest.</summary>
    public const int MaximumDepth = 32;

    /// <summary>What everything is read and written with. Unknown and repeated members, nulls and missing values where a contract has none are errors.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

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
