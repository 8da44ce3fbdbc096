using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.App.Records;

/// <summary>The subjects of a cycle who are ranked together: those of a township, or of the whole county.</summary>
/// <param name="Name">What to call it; null for the county, whose name the app does not know.</param>
/// <param name="Townships">The townships in it, in the county's order.</param>
/// <param name="Meeting">Whose meeting decides: <c>meeting:&lt;id&gt;</c> in tokens.</param>
public sealed record Pool(PoolId Id, string? Name, IReadOnlyList<FrozenTownship> Townships, PoolId Meeting)
{
    /// <summary>Its subjects, in roster order: the order in which odd fen are handed out.</summary>
    public IReadOnlyList<RosterEntry> Roster { get; } = [.. Townships.SelectMany(township => township.Subjects).Select(subject => subject.Entry)];

    public bool Has(TownshipId township) => Townships.Any(one => one.Id == township);
}

/// <summary>Names a pool (排名范围): a township by its id, or the whole county as <c>county</c>, which no township is called.</summary>
[JsonConverter(typeof(PoolIdConverter))]
public readonly record struct PoolId : IId<PoolId>
{
    private readonly string? text;

    private PoolId(string text) => this.text = text;

    public static PoolId County { get; } = new("county");
    public static string Expected => "a township's id, or 'county'";
    public string Value => text ?? "";

    public static PoolId Of(TownshipId township) => new(township.Value);

    public static bool TryOf([NotNullWhen(true)] string? text, out PoolId id)
    {
        bool valid = TownshipId.TryOf(text, out TownshipId township);
        id = valid ? Of(township) : default;
        return valid;
    }

    public override string ToString() => Value;
}

internal sealed class PoolIdConverter : JsonConverter<PoolId>
{
    public override PoolId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PoolId.TryOf(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out PoolId id) ? id : throw new JsonException($"it must be {PoolId.Expected}");

    public override void Write(Utf8JsonWriter writer, PoolId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
