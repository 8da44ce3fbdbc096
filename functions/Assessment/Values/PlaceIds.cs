using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A county (县): the tenant every stored key starts with.</summary>
[JsonConverter(typeof(IdJsonConverter<CountyId>))]
public readonly record struct CountyId : IId<CountyId>
{
    private readonly string? text;

    private CountyId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static CountyId Of(string text) => Ids.Require<CountyId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out CountyId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A township (乡镇) of a county.</summary>
[JsonConverter(typeof(IdJsonConverter<TownshipId>))]
public readonly record struct TownshipId : IId<TownshipId>
{
    private readonly string? text;

    private TownshipId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static TownshipId Of(string text) => Ids.Require<TownshipId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out TownshipId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A village (村) of a township.</summary>
[JsonConverter(typeof(IdJsonConverter<VillageId>))]
public readonly record struct VillageId : IId<VillageId>
{
    private readonly string? text;

    private VillageId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static VillageId Of(string text) => Ids.Require<VillageId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out VillageId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Whoever a scheme assesses (考核对象): a cadre, an organizer, a secretary, a village or a township.</summary>
[JsonConverter(typeof(IdJsonConverter<SubjectId>))]
public readonly record struct SubjectId : IId<SubjectId>
{
    private readonly string? text;

    private SubjectId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static SubjectId Of(string text) => Ids.Require<SubjectId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out SubjectId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
