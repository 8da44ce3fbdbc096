using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>
/// Where readings come from: <c>township</c> (the organizer's office of the subject's township), <c>committee</c> (the party committee of that township),
/// <c>department:&lt;id&gt;</c>, or <c>projects</c>: nobody reports those, they are computed from the township's projects.
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

    /// <summary>The township's projects (清单台账): dispatch, inspection and publicity, by the items' own rules.</summary>
    public static SourceId Projects { get; } = new("projects");

    /// <inheritdoc/>
    public static string Expected => $"'township', 'committee', 'projects' or 'department:<id>', the id being {Slug.Expected}";

    /// <summary>Whether somebody reports for it; else its readings are computed.</summary>
    public bool IsReported => this != Projects;

    /// <summary>Whether it is a department.</summary>
    public bool IsDepartment => Value.StartsWith(DepartmentPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Makes a source of its text.</summary>
    /// <exception cref="FormatException">The text is no source.</exception>
    public static SourceId Of(string text) => Ids.Require<SourceId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out SourceId id)
    {
        var valid = text is not null && (text == Township.Value || text == Committee.Value || text == Projects.Value
            || (text.StartsWith(DepartmentPrefix, StringComparison.Ordinal) && Slug.IsValid(text.AsSpan(DepartmentPrefix.Length))));
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
