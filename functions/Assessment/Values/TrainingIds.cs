using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A class of training (培训班次), unique in the county.</summary>
[JsonConverter(typeof(IdJsonConverter<ClassId>))]
public readonly record struct ClassId : IId<ClassId>
{
    private readonly string? text;

    private ClassId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ClassId Of(string text) => Ids.Require<ClassId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out ClassId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Somebody's further study (学历教育), unique in the county's list of the year in which it begins.</summary>
[JsonConverter(typeof(IdJsonConverter<StudyId>))]
public readonly record struct StudyId : IId<StudyId>
{
    private readonly string? text;

    private StudyId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static StudyId Of(string text) => Ids.Require<StudyId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out StudyId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
