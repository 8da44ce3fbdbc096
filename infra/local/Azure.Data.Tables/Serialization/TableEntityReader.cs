using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Reads objects into dictionaries, each value in the CLR type that its annotation or its JSON form names.</summary>
/// <remarks>One reader a page: the entities of a page mostly have the same properties, and share their names.</remarks>
internal readonly struct TableEntityReader()
{
    private const int LongestName = 512;

    private readonly HashSet<string> _names = [];

    internal TableEntity Read(ref Utf8JsonReader reader)
    {
        var entity = new TableEntity();
        EdmType annotated = EdmType.Plain;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isAnnotation = reader.ValueSpan.EndsWith("@odata.type"u8);
            string name = isAnnotation ? null : NameOf(in reader);
            reader.Read();
            if (isAnnotation)
            {
                annotated = TypeOf(in reader);
                continue;
            }

            if (name != ODataNames.Metadata && reader.TokenType != JsonTokenType.Null)
                entity.Properties[name] = ReadValue(ref reader, name == ODataNames.Timestamp ? EdmType.DateTime : annotated);
            annotated = EdmType.Plain;
        }

        return entity;
    }

    private static EdmType TypeOf(in Utf8JsonReader reader) => reader switch
    {
        _ when reader.ValueTextEquals("Edm.Int64"u8) => EdmType.Int64,
        _ when reader.ValueTextEquals("Edm.Double"u8) => EdmType.Double,
        _ when reader.ValueTextEquals("Edm.DateTime"u8) => EdmType.DateTime,
        _ when reader.ValueTextEquals("Edm.Guid"u8) => EdmType.Guid,
        _ when reader.ValueTextEquals("Edm.Binary"u8) => EdmType.Binary,
        _ => EdmType.Plain,
    };

    private static object ReadValue(ref Utf8JsonReader reader, EdmType type) => type switch
    {
        EdmType.Int64 => Int64Converter.Read(ref reader),
        EdmType.Double => DoubleConverter.Read(ref reader),
        EdmType.DateTime => DateTimeOffsetConverter.Read(ref reader),
        EdmType.Guid => reader.GetGuid(),
        EdmType.Binary => reader.GetBytesFromBase64(),
        _ => ReadPlain(ref reader),
    };

    private static object ReadPlain(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        // A double always has a point or an exponent; an integer never has.
        JsonTokenType.Number => reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.TryGetInt32(out int integer) ? (object)integer : reader.GetDouble(),
        _ => throw new JsonException($"An entity cannot hold a {reader.TokenType}."),
    };

    private string NameOf(in Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestName)
            return reader.GetString();
        Span<char> buffer = stackalloc char[LongestName];
        ReadOnlySpan<char> name = buffer[..reader.CopyString(buffer)];
        if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out string known))
            return known;
        string fresh = name.ToString();
        _names.Add(fresh);
        return fresh;
    }

    private enum EdmType
    {
        Plain,
        Int64,
        Double,
        DateTime,
        Guid,
        Binary,
    }
}
