using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A scheme (考核办法) in all its versions, such as <c>haixing.village-monthly</c>.</summary>
[JsonConverter(typeof(IdJsonConverter<SchemeId>))]
public readonly record struct SchemeId : IId<SchemeId>
{
    private readonly string? text;

    private SchemeId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static SchemeId Of(string text) => Ids.Require<SchemeId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out SchemeId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An item of a scheme: a baseline item, a scoring item or a special item.</summary>
[JsonConverter(typeof(IdJsonConverter<ItemId>))]
public readonly record struct ItemId : IId<ItemId>
{
    private readonly string? text;

    private ItemId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ItemId Of(string text) => Ids.Require<ItemId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out ItemId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A component of a scheme's score.</summary>
[JsonConverter(typeof(IdJsonConverter<ComponentId>))]
public readonly record struct ComponentId : IId<ComponentId>
{
    private readonly string? text;

    private ComponentId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ComponentId Of(string text) => Ids.Require<ComponentId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out ComponentId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
