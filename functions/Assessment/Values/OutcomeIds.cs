using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A grade (等次) of a scheme, such as <c>excellent</c>.</summary>
[JsonConverter(typeof(IdJsonConverter<GradeId>))]
public readonly record struct GradeId : IId<GradeId>
{
    private readonly string? text;

    private GradeId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static GradeId Of(string text) => Ids.Require<GradeId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out GradeId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A named level of an item or of a commendation, such as <c>good</c> or <c>provincial</c>.</summary>
[JsonConverter(typeof(IdJsonConverter<LevelId>))]
public readonly record struct LevelId : IId<LevelId>
{
    private readonly string? text;

    private LevelId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static LevelId Of(string text) => Ids.Require<LevelId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out LevelId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A rule for observed facts: a bonus, a deduction or a veto.</summary>
[JsonConverter(typeof(IdJsonConverter<RuleId>))]
public readonly record struct RuleId : IId<RuleId>
{
    private readonly string? text;

    private RuleId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static RuleId Of(string text) => Ids.Require<RuleId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out RuleId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A declared consequence of an outcome.</summary>
[JsonConverter(typeof(IdJsonConverter<ConsequenceId>))]
public readonly record struct ConsequenceId : IId<ConsequenceId>
{
    private readonly string? text;

    private ConsequenceId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ConsequenceId Of(string text) => Ids.Require<ConsequenceId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out ConsequenceId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
