using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>Something in JSON that does not fit the type that is to read it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Code">What kind of misfit it is: a stable word, such as <c>wrong-value</c>.</param>
/// <param name="Message">What was found and what would be right, as sentences of their own.</param>
/// <param name="Demand">What would be right, as it follows the path: <c>must be a text.</c></param>
/// <param name="Unread">What cannot be read because of it; null where it can be left out and the rest still says what it said.</param>
public sealed record Misfit(string Path, string Code, LocalizableString Message, LocalizableString Demand, string? Unread);

/// <summary>What a value must be, in words.</summary>
internal static class ValueDemand
{
    /// <summary>What is wrong with a value that is to be read without looking into it, as it follows "it": null when nothing is.</summary>
    public static LocalizableString? Of(JsonElement element, JsonTypeInfo contract)
    {
        try
        {
            element.Deserialize(contract);
            // The converter of enums overlooks the case; the contract does not.
            return contract.Type.IsEnum && !ShapeReader.NamesOf(contract.Type).Contains(element.GetString()) ? Of(contract.Type) : null;
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return misfit is DemandException wanted ? wanted.Demand : Of(contract.Type);
        }
    }

    private static LocalizableString Of(Type type) => type switch
    {
        { IsEnum: true } => (LocalizableString)$"must be one of {string.Join(", ", ShapeReader.NamesOf(type))}",
        _ when type == typeof(string) => "must be a text",
        _ when type == typeof(bool) => "must be true or false",
        _ when type == typeof(int) => $"must be a whole number from {int.MinValue} to {int.MaxValue}",
        _ when type == typeof(long) => $"must be a whole number from {long.MinValue} to {long.MaxValue}",
        _ when type == typeof(decimal) => "must be a number",
        _ when type == typeof(DateOnly) => "must be a date (2026-10-31)",
        _ when type == typeof(TimeOnly) => "must be a time of day, such as \"18:00:00\"",
        _ when type == typeof(DateTimeOffset) => "must be a time with its offset (2026-10-31T18:00:00+08:00)",
        _ when type == typeof(TimeSpan) => "must be a duration in days, hours, minutes and seconds (P5D, PT30S)",
        _ => $"must be a valid {type.Name}",
    };
}
