using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>Names a pool (排名范围): a township by its id, or the whole county as <c>county</c>, which no township is called.</summary>
[JsonConverter(typeof(PoolIdConverter))]
public readonly record struct PoolId : IId<PoolId>
{
    private readonly string? text;

    private PoolId(string text) => this.text = text;

    /// <summary>The whole county as one pool.</summary>
    public static PoolId County { get; } = new("county");

    /// <inheritdoc/>
    public static string Expected => "a township's id, or 'county'";

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>The pool of one township.</summary>
    public static PoolId Of(TownshipId township) => new(township.Value);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out PoolId id)
    {
        bool valid = TownshipId.TryOf(text, out TownshipId township);
        id = valid ? Of(township) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Pools are strings in JSON.</summary>
internal sealed class PoolIdConverter : JsonConverter<PoolId>
{
    public override PoolId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PoolId.TryOf(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out PoolId id) ? id : throw new JsonException($"it must be {PoolId.Expected}");

    public override void Write(Utf8JsonWriter writer, PoolId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
