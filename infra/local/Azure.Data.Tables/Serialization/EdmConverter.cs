using System.Collections.Concurrent;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>How values of one CLR type stand in the service's JSON.</summary>
internal abstract class EdmConverter
{
    private static readonly ConcurrentDictionary<Type, EdmConverter> s_converters = new(
    [
        new(typeof(string), new StringConverter()),
        new(typeof(int), new Int32Converter()),
        new(typeof(long), new Int64Converter()),
        new(typeof(ulong), new UInt64Converter()),
        new(typeof(double), new DoubleConverter()),
        new(typeof(bool), new BooleanConverter()),
        new(typeof(Guid), new GuidConverter()),
        new(typeof(DateTime), new DateTimeConverter()),
        new(typeof(DateTimeOffset), new DateTimeOffsetConverter()),
        new(typeof(byte[]), new BinaryConverter()),
        new(typeof(BinaryData), new BinaryDataConverter()),
    ]);

    /// <summary>The annotation that the value needs; null where JSON alone tells the type.</summary>
    internal abstract string EdmType { get; }

    /// <summary>Finds the converter of a type: one the service stores, an enum, or the nullable form of either.</summary>
    /// <returns>The converter; null when the service cannot store the type.</returns>
    internal static EdmConverter Find(Type type) => s_converters.TryGetValue(type, out EdmConverter found) ? found : Derive(type);

    /// <summary>Writes a value that is not null.</summary>
    internal abstract void WriteBoxed(Utf8JsonWriter writer, object value);

    private static EdmConverter Derive(Type type)
    {
        EdmConverter derived = null;
        if (type.IsEnum)
            derived = (EdmConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(type));
        else if (Nullable.GetUnderlyingType(type) is { } underlying && Find(underlying) is { } inner)
            derived = (EdmConverter)Activator.CreateInstance(typeof(NullableConverter<>).MakeGenericType(underlying), inner);
        return derived is null ? null : s_converters.GetOrAdd(type, derived);
    }
}

/// <inheritdoc/>
/// <typeparam name="T">The CLR type.</typeparam>
internal abstract class EdmConverter<T> : EdmConverter
{
    /// <summary>Writes the value alone; its name and annotation are written.</summary>
    internal abstract void Write(Utf8JsonWriter writer, T value);

    /// <summary>Reads the value the reader stands on, which is not null.</summary>
    /// <returns>False when the stored value has no counterpart in the type and the property keeps its default.</returns>
    /// <exception cref="InvalidOperationException">The stored value is of another JSON type.</exception>
    /// <exception cref="FormatException">The stored value has another format.</exception>
    internal abstract bool TryRead(ref Utf8JsonReader reader, out T value);

    internal sealed override void WriteBoxed(Utf8JsonWriter writer, object value) => Write(writer, (T)value);
}
