using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A judge (评委) of a panel.</summary>
[JsonConverter(typeof(IdJsonConverter<JudgeId>))]
public readonly record struct JudgeId : IId<JudgeId>
{
    private readonly string? text;

    private JudgeId(string text) => this.text = text;

    /// <inheritdoc/>
    public static LocalizableString Expected => Slug.Expected;

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes an id of a text.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static JudgeId Of(string text) => Ids.Require<JudgeId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out JudgeId id)
    {
        var valid = Slug.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
