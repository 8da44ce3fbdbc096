using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Loading;

/// <summary>The JSON Schema of scheme documents, generated from the types that read them.</summary>
public static class SchemeSchema
{
    private static readonly JsonSchemaExporterOptions ExporterOptions = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>Generates the schema.</summary>
    /// <returns>The schema as indented JSON, ending in a line feed.</returns>
    public static string Generate()
    {
        var schema = AssessmentJson.Options.GetJsonSchemaAsNode(typeof(SchemeDocument), ExporterOptions).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Yuekao assessment scheme");
        return schema.ToJsonString(new(AssessmentJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        if (JsonValueShape.For(type) is not { Schema.Length: > 0 } shape)
            return schema;
        var described = JsonNode.Parse(shape.Schema)!.AsObject();
        if (Nullable.GetUnderlyingType(type) is not null || context.PropertyInfo is { IsSetNullable: true })
            described["type"] = new JsonArray(described["type"]!.DeepClone(), "null");
        if (schema is JsonObject generated && generated["default"] is { } preset)
            described["default"] = preset.DeepClone();
        return described;
    }
}
