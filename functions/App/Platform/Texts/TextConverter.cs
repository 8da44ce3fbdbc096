using System.Text.Json.Serialization;

namespace Yuekao.App.Platform;

/// <summary>The texts of a body: read as <see cref="WrittenText"/> keeps them.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WrittenText.TryNormalize(reader.GetString()!, out string text, out LocalizableString? wrong) ? text : throw new DemandException(wrong);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
