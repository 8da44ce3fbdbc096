using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Reads entities from the service's JSON with minimal metadata: an annotation stands right before the value it describes.</summary>
internal static class EntityReader
{
    private const int LongestName = 512;

    /// <summary>Reads the body of a single entity.</summary>
    internal static T ReadEntity<T>(ReadOnlySpan<byte> json)
        where T : class, ITableEntity
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return typeof(T) == typeof(TableEntity) ? (T)(object)new TableEntityReader().Read(ref reader) : ReadObject<T>(ref reader);
    }

    /// <summary>Reads the body of a query: the entities of one page.</summary>
    internal static List<T> ReadPage<T>(ReadOnlySpan<byte> json)
        where T : class, ITableEntity
    {
        var entities = new List<T>();
        var dictionaries = new TableEntityReader();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                entities.Add(typeof(T) == typeof(TableEntity) ? (T)(object)dictionaries.Read(ref reader) : ReadObject<T>(ref reader));
        }

        return entities;
    }

    private static T ReadObject<T>(ref Utf8JsonReader reader)
        where T : class, ITableEntity
    {
        T entity = Activator.CreateInstance<T>();
        EntityType type = EntityType.Of(typeof(T));
        Span<char> buffer = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<char> name = NameOf(in reader, buffer);
            reader.Read();
            if (type.TryFind(name, out EntityProperty property))
                property.Read(ref reader, entity);
            else
                ReadSystemProperty(ref reader, name, entity);
        }

        return entity;
    }

    private static void ReadSystemProperty(ref Utf8JsonReader reader, scoped ReadOnlySpan<char> name, ITableEntity entity)
    {
        switch (name)
        {
            case ODataNames.PartitionKey: entity.PartitionKey = reader.GetString(); break;
            case ODataNames.RowKey: entity.RowKey = reader.GetString(); break;
            case ODataNames.Timestamp: entity.Timestamp = DateTimeOffsetConverter.Read(ref reader); break;
            case ODataNames.ETag: entity.ETag = new ETag(reader.GetString()); break;
            default: reader.Skip(); break;
        }
    }

    // Names are at most 255 characters and annotations a suffix longer; anything longer is the service's own and is skipped.
    private static ReadOnlySpan<char> NameOf(scoped in Utf8JsonReader reader, Span<char> buffer) =>
        reader.ValueSpan.Length > buffer.Length ? reader.GetString() : buffer[..reader.CopyString(buffer)];
}
