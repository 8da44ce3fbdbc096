using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Must be UTC: a local or unspecified time would silently mean another instant on another machine.</summary>
internal sealed class DateTimeConverter : EdmConverter<DateTime>
{
    internal override string EdmType => "Edm.DateTime";

    internal override void Write(Utf8JsonWriter writer, DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            throw new NotSupportedException(string.Create(
                CultureInfo.InvariantCulture,
                $"DateTime {value:s} has the kind {value.Kind}: the service stores UTC only. Use DateTime.SpecifyKind or DateTimeOffset."));
        }

        WriteUtc(writer, value);
    }

    internal override bool TryRead(ref Utf8JsonReader reader, out DateTime value)
    {
        value = DateTimeOffsetConverter.Read(ref reader).UtcDateTime;
        return true;
    }

    /// <summary>Seven decimals, which is every tick.</summary>
    internal static void WriteUtc(Utf8JsonWriter writer, DateTime value)
    {
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(value, text, out int length, 'O');
        writer.WriteStringValue(text[..length]);
    }
}

internal sealed class DateTimeOffsetConverter : EdmConverter<DateTimeOffset>
{
    internal override string EdmType => "Edm.DateTime";

    internal override void Write(Utf8JsonWriter writer, DateTimeOffset value) => DateTimeConverter.WriteUtc(writer, value.UtcDateTime);

    internal override bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset value)
    {
        value = Read(ref reader);
        return true;
    }

    internal static DateTimeOffset Read(ref Utf8JsonReader reader) =>
        reader.TryGetDateTimeOffset(out DateTimeOffset value)
            ? value
            : DateTimeOffset.Parse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
