using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>
/// Who reports readings: <c>township</c> (the organizer's office of the subject's township), <c>committee</c> (the party committee of that township) or
/// <c>department:&lt;id&gt;</c>.
/// </summary>
[JsonConverter(typeof(IdJsonConverter<SourceId>))]
public readonly record struct SourceId : IId<SourceId>
{
    internal const string DepartmentPrefix = "department:";

    private readonly string? text;

    private SourceId(string text) => this.text = text;

    /// <summary>The township's organizer's office (乡镇组织员办公室).</summary>
    public static SourceId Township { get; } = new("township");

    /// <summary>The township's party committee (乡镇党委班子), which rates the organizers.</summary>
    public static SourceId Committee { get; } = new("committee");

    /// <inheritdoc/>
    public static string Expected => $"'township', 'committee' or 'department:<id>', the id being {Slug.Expected}";

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes a source of its text.</summary>
    /// <exception cref="FormatException">The text is no source.</exception>
    public static SourceId Of(string text) => Ids.Require<SourceId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out SourceId id)
    {
        var valid = text is not null && (text == Township.Value || text == Committee.Value
            || (text.StartsWith(DepartmentPrefix, StringComparison.Ordinal) && Slug.IsValid(text.AsSpan(DepartmentPrefix.Length))));
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
