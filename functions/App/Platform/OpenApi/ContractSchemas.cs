using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Yuekao.App.Platform;

/// <summary>The JSON Schemas of contracts: each of the app's own types once, by name, wherever it is used.</summary>
internal sealed class ContractSchemas
{
    // The exporter knows nothing of what our own converters write: without the one for times it writes what that one does.
    private static readonly JsonSerializerOptions Contracts = Create();

    private readonly SortedDictionary<string, JsonNode?> schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> named = [];
    private readonly Queue<Type> unwritten = [];

    /// <summary>A schema for a contract, with references to the app's own types.</summary>
    public JsonNode Of(Type type) => IsNamed(type) ? Reference(type) : Contracts.GetJsonSchemaAsNode(type, Exporter());

    public JsonObject Components()
    {
        while (unwritten.TryDequeue(out Type? type))
            schemas[NameOf(type)] = Contracts.GetJsonSchemaAsNode(type, Exporter());
        return new JsonObject(schemas.Select(schema => KeyValuePair.Create(schema.Key, schema.Value?.DeepClone())));
    }

    private JsonSchemaExporterOptions Exporter() => new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(TimeSpan))
            return new JsonObject { ["type"] = context.TypeInfo.Type == type ? "string" : new JsonArray("string", "null"), ["format"] = "duration" };
        if (type == typeof(LocalizableString))
            return new JsonObject { ["type"] = "string" };
        if (context.Path.Length == 0 || !IsNamed(type))
            return schema;
        bool mayBeNull = context.TypeInfo.Type != type || context.PropertyInfo?.IsGetNullable == true;
        return mayBeNull
            ? new JsonObject { ["anyOf"] = new JsonArray(Reference(type), new JsonObject { ["type"] = "null" }) }
            : Reference(type);
    }

    private JsonObject Reference(Type type)
    {
        string name = NameOf(type);
        if (named.TryAdd(name, type))
            unwritten.Enqueue(type);
        else if (named[name] != type)
            throw new InvalidOperationException($"{type} and {named[name]} would have the same name in the API document.");
        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static bool IsNamed(Type type) =>
        type.Namespace?.StartsWith(nameof(Yuekao), StringComparison.Ordinal) == true
        && (type.IsEnum || Contracts.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(ApiJson.Options);
        options.Converters.Remove(options.Converters.OfType<OffsetTimeConverter>().Single());
        options.MakeReadOnly();
        return options;
    }

    // Page<AuditRecord> -> PageOfAuditRecord
    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GenericTypeArguments.Select(NameOf))}"
        : type.Name;
}
