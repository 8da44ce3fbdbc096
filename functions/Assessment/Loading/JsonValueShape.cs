using System.Text.Json.Nodes;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>How a value without members looks in JSON: its schema, and a harmless stand-in for one that could not be read.</summary>
/// <param name="Schema">The JSON Schema of the value.</param>
/// <param name="Placeholder">A valid value, as JSON.</param>
internal sealed record JsonValueShape(string Schema, string Placeholder)
{
    private const string Slug = $$"""{"type":"string","pattern":"{{Values.Slug.Pattern}}"}""";

    private static readonly Dictionary<Type, JsonValueShape> Shapes = new()
    {
        [typeof(Points)] = new("""{"type":"number","minimum":0,"maximum":1000000,"description":"points, at most two decimals"}""", "1"),
        [typeof(Quantity)] = new("""{"type":"number","minimum":-1000000000000,"maximum":1000000000000,"description":"at most two decimals"}""", "1"),
        [typeof(Weight)] = new("""{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"part of 100, at most two decimals"}""", "1"),
        [typeof(Share)] = new("""{"type":"number","minimum":0,"maximum":1,"description":"part of 1, at most four decimals"}""", "1"),
        [typeof(Fen)] = new("""{"type":"integer","description":"money in fen"}""", "1"),
        [typeof(SourceId)] = new("""{"type":"string","pattern":"^(township|committee|projects|results|(department|judge|vote):[a-z0-9][a-z0-9.-]{0,63})$"}""", "\"department:unreadable.unreadable.unreadable\""),
        [typeof(TimeOnly)] = new("""{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$","description":"local time of day, such as 18:00:00"}""", "\"00:00:00\""),
        [typeof(string)] = new("""{"type":"string","minLength":1}""", "\"-\""),
        [typeof(int)] = new("""{"type":"integer"}""", "1"),
        [typeof(bool)] = new("""{"type":"boolean"}""", "false"),
    };

    public static JsonValueShape? For(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
            return new("", $"\"{ShapeReader.NamesOf(bare)[0]}\"");
        return Shapes.TryGetValue(bare, out var shape) ? shape : IsSlug(bare) ? new(Slug, "\"unreadable.unreadable.unreadable\"") : null;
    }

    public JsonNode NewPlaceholder() => JsonNode.Parse(Placeholder)!;

    private static bool IsSlug(Type type) => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IId<>));
}
