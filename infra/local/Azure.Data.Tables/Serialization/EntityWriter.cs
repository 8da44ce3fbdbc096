using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Writes entities as the service's JSON.</summary>
internal static class EntityWriter
{
    /// <summary>Leaves Chinese as it is, at half the bytes: the body is never put into HTML.</summary>
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions s_options = new() { Encoder = Encoder, SkipValidation = true };

    private static readonly ArrayBufferWriter<byte> s_nothing = new();

    [ThreadStatic]
    private static Utf8JsonWriter s_idleWriter;

    /// <summary>Writes one entity, keys included, timestamp and ETag not.</summary>
    /// <exception cref="NotSupportedException">A property is of a type that the service does not store.</exception>
    internal static void Write(IBufferWriter<byte> output, ITableEntity entity)
    {
        // Taken while in use: a property getter of the caller's may itself write an entity.
        Utf8JsonWriter writer = s_idleWriter ?? new Utf8JsonWriter(s_nothing, s_options);
        s_idleWriter = null;
        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteString(ODataNames.PartitionKey, entity.PartitionKey);
        writer.WriteString(ODataNames.RowKey, entity.RowKey);
        if (entity is TableEntity dictionary)
            WriteEntries(writer, dictionary);
        else
            WriteProperties(writer, entity);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset(s_nothing);
        s_idleWriter = writer;
    }

    private static void WriteProperties(Utf8JsonWriter writer, ITableEntity entity)
    {
        foreach (EntityProperty property in EntityType.Of(entity.GetType()).Properties)
            property.Write(writer, entity);
    }

    private static void WriteEntries(Utf8JsonWriter writer, TableEntity entity)
    {
        foreach ((string name, object value) in entity.Properties)
        {
            if (value is null || name is ODataNames.PartitionKey or ODataNames.RowKey or ODataNames.Timestamp or ODataNames.ETag or ODataNames.Metadata)
                continue;
            EdmConverter converter = EdmConverter.Find(value.GetType())
                ?? throw new NotSupportedException($"Property '{name}' is of type {value.GetType().Name}, which a table cannot store.");
            if (converter.EdmType is not null)
                WriteAnnotation(writer, name, converter.EdmType);
            writer.WritePropertyName(name);
            converter.WriteBoxed(writer, value);
        }
    }

    private static void WriteAnnotation(Utf8JsonWriter writer, string name, string edmType)
    {
        const int mostOnTheStack = 512;
        int length = name.Length + ODataNames.TypeSuffix.Length;
        Span<char> annotation = length <= mostOnTheStack ? stackalloc char[mostOnTheStack] : new char[length];
        name.CopyTo(annotation);
        ODataNames.TypeSuffix.CopyTo(annotation[name.Length..]);
        writer.WriteString(annotation[..length], edmType);
    }
}
