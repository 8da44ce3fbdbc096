using System.Text.Json.Serialization.Metadata;

namespace Yuekao.App.Platform;

/// <summary>Everything in a JSON value that does not fit its contract. A deserializer stops at the first error; a person who mends a file wants all.</summary>
internal sealed class ContractErrors
{
    private const int Maximum = 200;

    private readonly List<ProblemError> errors = [];

    private bool IsFull => errors.Count >= Maximum;

    /// <summary>The errors, in the order of the text; at most 200 and a last one that says there are more.</summary>
    public static IReadOnlyList<ProblemError> Find(JsonElement value, JsonTypeInfo contract)
    {
        var found = new ContractErrors();
        found.Check(value, contract, "$", mayBeNull: false);
        if (found.IsFull)
            found.errors.Add(new ProblemError("$", $"There may be more: only the first {Maximum} errors are listed."));
        return found.errors;
    }

    private void Check(JsonElement value, JsonTypeInfo contract, string path, bool mayBeNull)
    {
        if (IsFull)
            return;
        if (value.ValueKind == JsonValueKind.Null && !contract.Type.IsValueType)
            Require(mayBeNull, path, "must not be null.");
        else if (contract is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null })
            CheckObject(value, contract, path);
        else if (contract.Kind == JsonTypeInfoKind.Enumerable)
            CheckArray(value, contract, path);
        else if (contract.Kind == JsonTypeInfoKind.Dictionary)
            CheckDictionary(value, contract, path);
        else
            CheckValue(value, contract, path);
    }

    private void CheckObject(JsonElement value, JsonTypeInfo contract, string path)
    {
        if (!Require(value.ValueKind == JsonValueKind.Object, path, "must be an object."))
            return;
        var seen = new HashSet<string>();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!TryName(member, path, out string name))
                continue;
            string where = JsonPath.Member(path, name);
            JsonPropertyInfo? declared = contract.Properties.FirstOrDefault(property => property.Name == name);
            if (Require(declared is not null, where, "is not known here.") && Require(seen.Add(name), where, "is there twice.") && IsRead(declared!))
                Check(member.Value, Contract(declared!.PropertyType), where, declared.IsSetNullable);
        }
        foreach (JsonPropertyInfo missing in contract.Properties.Where(property => IsRequired(property) && !seen.Contains(property.Name)))
            Require(false, JsonPath.Member(path, missing.Name), "is missing.");
    }

    private void CheckArray(JsonElement value, JsonTypeInfo contract, string path)
    {
        if (!Require(value.ValueKind == JsonValueKind.Array, path, "must be an array."))
            return;
        int index = 0;
        foreach (JsonElement element in value.EnumerateArray())
            Check(element, Contract(contract.ElementType!), JsonPath.Element(path, index++), mayBeNull: false);
    }

    private void CheckDictionary(JsonElement value, JsonTypeInfo contract, string path)
    {
        if (!Require(value.ValueKind == JsonValueKind.Object, path, "must be an object."))
            return;
        var seen = new HashSet<string>();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (TryName(member, path, out string name) && Require(seen.Add(name), JsonPath.Member(path, name), "is there twice."))
                Check(member.Value, Contract(contract.ElementType!), JsonPath.Member(path, name), mayBeNull: false);
        }
    }

    private void CheckValue(JsonElement value, JsonTypeInfo contract, string path)
    {
        try
        {
            value.Deserialize(contract);
            // The converter overlooks the case; the contract does not.
            Require(!contract.Type.IsEnum || JsonExpectation.Names(contract.Type).Contains(value.GetString()), path, $"must be {JsonExpectation.Of(contract)}.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            Require(false, path, $"must be {JsonExpectation.Of(contract)}.");
        }
    }

    // A name with half a surrogate pair is JSON, but no text.
    private bool TryName(JsonProperty member, string path, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = string.Empty;
            return Require(false, path, "has a member whose name is not text.");
        }
    }

    private bool Require(bool condition, string path, string otherwise)
    {
        if (!condition && !IsFull)
            errors.Add(new ProblemError(path, otherwise));
        return condition;
    }

    private static JsonTypeInfo Contract(Type type) => ApiJson.Options.GetTypeInfo(type);

    // Computed members are answered, and overlooked when they come back.
    private static bool IsRead(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    private static bool IsRequired(JsonPropertyInfo property) => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };
}

/// <summary>What a value should have been, in words.</summary>
internal static class JsonExpectation
{
    /// <summary>As it completes "must be ...".</summary>
    public static string Of(JsonTypeInfo contract)
    {
        Type type = Nullable.GetUnderlyingType(contract.Type) ?? contract.Type;
        if (type.IsEnum)
            return $"one of {string.Join(", ", Names(type))}";
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => "a text",
            TypeCode.Boolean => "true or false",
            TypeCode.Int32 or TypeCode.Int64 or TypeCode.Int16 or TypeCode.Byte => $"a whole number of {type.Name}'s range",
            TypeCode.Decimal or TypeCode.Double => "a number",
            _ when type == typeof(DateOnly) => "a date (2026-10-31)",
            _ when type == typeof(DateTimeOffset) => "a time with its offset (2026-10-31T18:00:00+08:00)",
            _ when type == typeof(TimeSpan) => "a duration in days, hours, minutes and seconds (P5D, PT30S)",
            _ => $"a valid {type.Name}",
        };
    }

    /// <summary>An enum's values as the API writes them.</summary>
    public static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);
}
