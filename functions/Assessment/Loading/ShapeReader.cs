using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Yuekao.Assessment.Loading;

/// <summary>
/// Reads JSON by the shape of a type and reports everything that does not fit, instead of only the first misfit. What it gives back fits:
/// whatever could not be read is replaced by a placeholder.
/// </summary>
internal sealed class ShapeReader(JsonSerializerOptions options, SchemeErrors errors)
{
    public JsonNode Read(JsonElement element, Type type, string path)
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => ReadObject(element, info, path),
            JsonTypeInfoKind.Enumerable => ReadList(element, info, path),
            _ => ReadValue(element, info.Type, path),
        };
    }

    private JsonArray ReadList(JsonElement element, JsonTypeInfo info, string path)
    {
        var list = new JsonArray();
        if (element.ValueKind != JsonValueKind.Array)
            errors.Damage(path, "wrong-type", $"{Found(element)} is not a list: it must be a JSON array.");
        else
            foreach (var (index, one) in element.EnumerateArray().Index())
                list.Add(Read(one, info.ElementType!, $"{path}[{index}]"));
        return list;
    }

    private JsonNode ReadObject(JsonElement element, JsonTypeInfo info, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Damage(path, "wrong-type", $"{Found(element)} is not an object: it must be a JSON object.");
            return Placeholders.Of(info, options);
        }

        var result = new JsonObject();
        string? discriminator = null;
        if (info.PolymorphismOptions is { } polymorphism)
        {
            discriminator = polymorphism.TypeDiscriminatorPropertyName;
            if (!TryReadKind(element, polymorphism, path, out var derived))
                return Placeholders.Of(info, options);
            info = options.GetTypeInfo(derived.DerivedType);
            result.Add(discriminator, derived.TypeDiscriminator!.ToString());
        }

        ReadMembers(element, info, discriminator, path, result);
        foreach (var missing in info.Properties.Where(property => property.IsRequired && !result.ContainsKey(property.Name)))
        {
            errors.Damage(Member(path, missing.Name), "missing", $"'{missing.Name}' is missing: it is required here.");
            result.Add(missing.Name, Placeholders.Of(options.GetTypeInfo(missing.PropertyType), options));
        }

        return result;
    }

    private void ReadMembers(JsonElement element, JsonTypeInfo info, string? discriminator, string path, JsonObject result)
    {
        var seen = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            var at = Member(path, member.Name);
            if (!seen.Add(member.Name))
                errors.Note(at, "duplicate-member", $"'{member.Name}' stands here twice: keep one.");
            else if (member.Name == discriminator)
                continue;
            else if (info.Properties.FirstOrDefault(property => property.Name == member.Name) is not { } known)
                errors.Note(at, "unknown-member", $"'{member.Name}' is not known here: known are {string.Join(", ", info.Properties.Select(property => property.Name))}.");
            else if (member.Value.ValueKind != JsonValueKind.Null || !known.IsSetNullable)
                result.Add(known.Name, Read(member.Value, known.PropertyType, at));
        }
    }

    private bool TryReadKind(JsonElement element, JsonPolymorphismOptions polymorphism, string path, out JsonDerivedType derived)
    {
        var name = polymorphism.TypeDiscriminatorPropertyName;
        var kinds = string.Join(", ", polymorphism.DerivedTypes.Select(one => one.TypeDiscriminator));
        derived = default;
        if (!element.TryGetProperty(name, out var kind))
            errors.Damage(path, "missing", $"'{name}' is missing: it must be one of {kinds}.");
        else if (kind.ValueKind == JsonValueKind.String && polymorphism.DerivedTypes.FirstOrDefault(one => kind.ValueEquals((string)one.TypeDiscriminator!)) is { DerivedType: not null } match)
            derived = match;
        else
            errors.Damage(Member(path, name), "unknown-kind", $"{Found(kind)} is not a {name} known here: it must be one of {kinds}.", path);
        return derived.DerivedType is not null;
    }

    private JsonNode ReadValue(JsonElement element, Type type, string path)
    {
        var problem = type.IsEnum ? EnumProblem(element, type)
            : type == typeof(string) && element.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(element.GetString()) ? "it must not be empty"
            : ConversionProblem(element, type);
        if (problem is null)
            return JsonNode.Parse(element.GetRawText())!;
        errors.Damage(path, "wrong-value", $"{Found(element)} is not valid: {problem}.");
        return JsonValueShape.For(type)!.NewPlaceholder();
    }

    private static string? EnumProblem(JsonElement element, Type type)
    {
        var names = JsonValueShape.EnumNames(type);
        return element.ValueKind == JsonValueKind.String && names.Contains(element.GetString()) ? null : $"it must be one of {string.Join(", ", names)}";
    }

    private string? ConversionProblem(JsonElement element, Type type)
    {
        try
        {
            return element.Deserialize(type, options) is null ? Expected(type) : null;
        }
        catch (JsonException misfit)
        {
            return misfit.Message.StartsWith("it must", StringComparison.Ordinal) ? misfit.Message : Expected(type);
        }
    }

    private static string Expected(Type type) =>
        type == typeof(string) ? "it must be a text"
        : type == typeof(int) ? "it must be a whole number"
        : type == typeof(bool) ? "it must be true or false"
        : "it must be a time of day, such as \"18:00:00\"";

    private static string Found(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }

    private static string Member(string path, string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c == '$') ? $"{path}.{name}" : $"{path}['{name}']";
}
