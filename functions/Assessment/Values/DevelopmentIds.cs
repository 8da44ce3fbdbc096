using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A talk that a mentor held (帮带谈话), unique to whom it was held with.</summary>
[JsonConverter(typeof(IdJsonConverter<TalkId>))]
public readonly record struct TalkId : IId<TalkId>
{
    private readonly string? text;

    private TalkId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static TalkId Of(string text) => Ids.Require<TalkId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out TalkId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A rotation through a township's office (轮岗锻炼), unique to the person.</summary>
[JsonConverter(typeof(IdJsonConverter<RotationId>))]
public readonly record struct RotationId : IId<RotationId>
{
    private readonly string? text;

    private RotationId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static RotationId Of(string text) => Ids.Require<RotationId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out RotationId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An entry of somebody's growth record (成长纪实), unique to the person.</summary>
[JsonConverter(typeof(IdJsonConverter<GrowthId>))]
public readonly record struct GrowthId : IId<GrowthId>
{
    private readonly string? text;

    private GrowthId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static GrowthId Of(string text) => Ids.Require<GrowthId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out GrowthId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
