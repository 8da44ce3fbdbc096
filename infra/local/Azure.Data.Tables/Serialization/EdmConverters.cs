using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

internal sealed class StringConverter : EdmConverter<string>
{
    internal override string EdmType => null;

    internal override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    internal override bool TryRead(ref Utf8JsonReader reader, out string value)
    {
        value = reader.GetString();
        return true;
    }
}

internal sealed class Int32Converter : EdmConverter<int>
{
    internal override string EdmType => null;

    internal override void Write(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    internal override bool TryRead(ref Utf8JsonReader reader, out int value)
    {
        value = reader.TokenType == JsonTokenType.String ? int.Parse(reader.GetString(), CultureInfo.InvariantCulture) : reader.GetInt32();
        return true;
    }
}

internal sealed class Int64Converter : EdmConverter<long>
{
    internal override string EdmType => "Edm.Int64";

    internal override void Write(Utf8JsonWriter writer, long value)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    internal override bool TryRead(ref Utf8JsonReader reader, out long value)
    {
        value = Read(ref reader);
        return true;
    }

    // Int64 comes as a string; a property that was Int32 when it was written, as a number.
    internal static long Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? long.Parse(reader.GetString(), CultureInfo.InvariantCulture) : reader.GetInt64();
}

/// <summary>Stored as Int64: values above its maximum do not fit.</summary>
internal sealed class UInt64Converter : EdmConverter<ulong>
{
    internal override string EdmType => "Edm.Int64";

    internal override void Write(Utf8JsonWriter writer, ulong value) =>
        writer.WriteStringValue(checked((long)value).ToString(CultureInfo.InvariantCulture));

    internal override bool TryRead(ref Utf8JsonReader reader, out ulong value)
    {
        value = checked((ulong)Int64Converter.Read(ref reader));
        return true;
    }
}

/// <summary>Shortest form that reads back as the same value; NaN and the infinities as strings.</summary>
internal sealed class DoubleConverter : EdmConverter<double>
{
    internal override string EdmType => "Edm.Double";

    internal override void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
    }

    internal override bool TryRead(ref Utf8JsonReader reader, out double value)
    {
        value = Read(ref reader);
        return true;
    }

    internal static double Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? double.Parse(reader.GetString(), CultureInfo.InvariantCulture) : reader.GetDouble();
}

internal sealed class BooleanConverter : EdmConverter<bool>
{
    internal override string EdmType => null;

    internal override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    internal override bool TryRead(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.GetBoolean();
        return true;
    }
}

internal sealed class GuidConverter : EdmConverter<Guid>
{
    internal override string EdmType => "Edm.Guid";

    internal override void Write(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);

    internal override bool TryRead(ref Utf8JsonReader reader, out Guid value)
    {
        value = reader.GetGuid();
        return true;
    }
}

internal sealed class BinaryConverter : EdmConverter<byte[]>
{
    internal override string EdmType => "Edm.Binary";

    internal override void Write(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);

    internal override bool TryRead(ref Utf8JsonReader reader, out byte[] value)
    {
        value = reader.GetBytesFromBase64();
        return true;
    }
}

internal sealed class BinaryDataConverter : EdmConverter<BinaryData>
{
    internal override string EdmType => "Edm.Binary";

    internal override void Write(Utf8JsonWriter writer, BinaryData value) => writer.WriteBase64StringValue(value.ToMemory().Span);

    internal override bool TryRead(ref Utf8JsonReader reader, out BinaryData value)
    {
        value = BinaryData.FromBytes(reader.GetBytesFromBase64());
        return true;
    }
}

/// <summary>Stored as the member's name. A name the enum does not have leaves the property alone.</summary>
internal sealed class EnumConverter<T> : EdmConverter<T>
    where T : struct, Enum
{
    internal override string EdmType => null;

    internal override void Write(Utf8JsonWriter writer, T value) => writer.WriteStringValue(value.ToString());

    internal override bool TryRead(ref Utf8JsonReader reader, out T value) => Enum.TryParse(reader.GetString(), out value);
}

/// <summary>Absent when null: the service stores no nulls.</summary>
internal sealed class NullableConverter<T>(EdmConverter<T> inner) : EdmConverter<T?>
    where T : struct
{
    internal override string EdmType => inner.EdmType;

    internal override void Write(Utf8JsonWriter writer, T? value) => inner.Write(writer, value.Value);

    internal override bool TryRead(ref Utf8JsonReader reader, out T? value)
    {
        bool found = inner.TryRead(ref reader, out T read);
        value = found ? read : null;
        return found;
    }
}
