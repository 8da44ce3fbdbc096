using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A kind of point (观摩点) that each township shows in a competition, unique in the scheme.</summary>
[JsonConverter(typeof(IdJsonConverter<PointId>))]
public readonly record struct PointId : IId<PointId>
{
    private readonly string? text;

    private PointId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static PointId Of(string text) => Ids.Require<PointId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out PointId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
