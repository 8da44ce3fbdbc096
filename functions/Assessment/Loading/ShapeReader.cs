using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>
/// Reads JSON by the shape of a type and reports everything that does not fit, in the order of the text. A deserializer stops at the first misfit;
/// a person who mends a document wants them all.
/// </summary>
/// <param name="options">What says how types look in JSON.</param>
/// <param name="report">Takes each misfit.</param>
/// <param name="standIn">Makes what stands in for what could not be read; null where only the misfits are asked for.</param>
/// <param name="most">After so many misfits nothing more is looked at.</param>
public sealed class ShapeReader(JsonSerializerOptions options, Action<Misfit> report, Func<JsonTypeInfo, JsonNode>? standIn = null, int most = int.MaxValue)
{
    private int reported;

    /// <summary>An enum's values as JSON has them.</summary>
    public static string[] NamesOf(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Reads a value.</summary>
    /// <returns>What the type can be read from, stand-ins and all; null where there are no stand-ins.</returns>
    public JsonNode? Read(JsonElement element, Type type, string path = "$")
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var contract = options.GetTypeInfo(bare);
        if (reported >= most || (element.ValueKind == JsonValueKind.Null && bare != type))
            return null;
        return element.ValueKind == JsonValueKind.Null && !bare.IsValueType ? Wrong(element, contract, path, "must not be null") : contract.Kind switch
        {
            JsonTypeInfoKind.Object => ReadObject(element, contract, path),
            JsonTypeInfoKind.Enumerable => ReadList(element, contract, path),
            JsonTypeInfoKind.Dictionary => ReadDictionary(element, contract, path),
            _ when ValueDemand.Of(element, contract) is { } demand => Wrong(element, contract, path, demand),
            _ => standIn is null ? null : JsonNode.Parse(element.GetRawText()),
        };
    }

    private JsonNode? ReadList(JsonElement element, JsonTypeInfo contract, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return Wrong(element, contract, path, "must be an array");
        var list = standIn is null ? null : new JsonArray();
        foreach (var (index, one) in element.EnumerateArray().Index())
        {
            var read = Read(one, contract.ElementType!, JsonPath.Element(path, index));
            list?.Add(read);
        }

        return list;
    }

    private JsonNode? ReadDictionary(JsonElement element, JsonTypeInfo contract, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Wrong(element, contract, path, "must be an object");
        var dictionary = standIn is null ? null : new JsonObject();
        foreach (var (name, at, value) in Members(element, path, []))
        {
            var read = Read(value, contract.ElementType!, at);
            dictionary?.Add(name, read);
        }

        return dictionary;
    }

    private JsonNode? ReadObject(JsonElement element, JsonTypeInfo contract, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Wrong(element, contract, path, "must be an object");
        var result = standIn is null ? null : new JsonObject();
        string? discriminator = null;
        if (contract.PolymorphismOptions is { } polymorphism)
        {
            if (KindOf(element, polymorphism, path) is not { } kind)
                return standIn?.Invoke(contract);
            discriminator = polymorphism.TypeDiscriminatorPropertyName;
            result?.Add(discriminator, kind.TypeDiscriminator!.ToString());
            contract = options.GetTypeInfo(kind.DerivedType);
        }

        var seen = new HashSet<string>();
        foreach (var (name, at, value) in Members(element, path, seen))
        {
            if (name == discriminator)
                continue;
            if (contract.Properties.FirstOrDefault(property => property.Name == name) is not { } known)
                Member(at, "unknown-member", name, "is not known here", $"known are {string.Join(", ", contract.Properties.Select(property => property.Name))}");
            else if (IsRead(known) && (value.ValueKind != JsonValueKind.Null || !known.IsSetNullable))
            {
                var read = Read(value, known.PropertyType, at);
                result?.Add(name, read);
            }
        }

        foreach (var missing in contract.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
        {
            var at = JsonPath.Member(path, missing.Name);
            Member(at, "missing", missing.Name, "is missing", "it is required here", at);
            result?.Add(missing.Name, standIn!(options.GetTypeInfo(missing.PropertyType)));
        }

        return result;
    }

    // What only answers tell is overlooked when it comes back.
    private static bool IsRead(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    /// <summary>The members that can be told apart, each name once.</summary>
    private IEnumerable<(string Name, string Path, JsonElement Value)> Members(JsonElement element, string path, HashSet<string> seen)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (TextOf(() => member.Name) is not { } name)
                Report(new(path, "malformed", "A member's name is not text.", "has a member whose name is not text.", path));
            else if (seen.Add(name))
                yield return (name, JsonPath.Member(path, name), member.Value);
            else
                Member(JsonPath.Member(path, name), "duplicate-member", name, "stands here twice", "keep one");
        }
    }

    private JsonDerivedType? KindOf(JsonElement element, JsonPolymorphismOptions polymorphism, string path)
    {
        var name = polymorphism.TypeDiscriminatorPropertyName;
        var kinds = string.Join(", ", polymorphism.DerivedTypes.Select(one => one.TypeDiscriminator));
        var member = element.EnumerateObject().FirstOrDefault(one => TextOf(() => one.Name) == name).Value;
        if (member.ValueKind == JsonValueKind.Undefined)
        {
            Report(new(path, "missing", $"'{name}' is missing: it must be one of {kinds}.", $"must have a '{name}': one of {kinds}.", path));
            return null;
        }

        var text = member.ValueKind == JsonValueKind.String ? TextOf(() => member.GetString()!) : null;
        if (text is not null && polymorphism.DerivedTypes.FirstOrDefault(one => text.Equals(one.TypeDiscriminator)) is { DerivedType: not null } kind)
            return kind;
        Report(new(JsonPath.Member(path, name), "unknown-kind", $"{Found(member)} is not a {name} known here: it must be one of {kinds}.", $"must be one of {kinds}.", path));
        return null;
    }

    private JsonNode? Wrong(JsonElement element, JsonTypeInfo contract, string path, LocalizableString demand)
    {
        Report(new(path, contract.Kind == JsonTypeInfoKind.None ? "wrong-value" : "wrong-type", $"{Found(element)} is not valid: it {demand}.", $"{demand}.", path));
        return standIn?.Invoke(contract);
    }

    private void Member(string path, string code, string name, LocalizableString trouble, LocalizableString remedy, string? unread = null) =>
        Report(new(path, code, $"'{name}' {trouble}: {remedy}.", $"{trouble}.", unread));

    private void Report(Misfit misfit)
    {
        if (reported++ < most)
            report(misfit);
    }

    /// <summary>A text, or null for half a surrogate pair: the one thing that JSON can escape and text cannot hold.</summary>
    private static string? TextOf(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Found(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
