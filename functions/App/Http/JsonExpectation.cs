using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Yuekao.App.Http;

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
