using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>
/// Where readings come from: <c>township</c> (the organizer's office of the subject's township), <c>committee</c> (the party committee of that township),
/// <c>department:&lt;id&gt;</c>; <c>judge:&lt;panel&gt;</c> (a panel of judges, each with a sheet) and <c>vote:&lt;roll&gt;</c> (a secret ballot of those on a roll); or
/// what nobody reports: <c>projects</c>, computed from the township's projects, and <c>results</c>, computed from the results of other schemes.
/// </summary>
[JsonConverter(typeof(IdJsonConverter<SourceId>))]
public readonly record struct SourceId : IId<SourceId>
{
    internal const string DepartmentPrefix = "department:";
    internal const string JudgePrefix = "judge:";
    internal const string VotePrefix = "vote:";

    private readonly string? text;

    private SourceId(string text) => this.text = text;

    /// <summary>The township's organizer's office (乡镇组织员办公室).</summary>
    public static SourceId Township { get; } = new("township");

    /// <summary>The township's party committee (乡镇党委班子), which rates the organizers.</summary>
    public static SourceId Committee { get; } = new("committee");

    /// <summary>The township's projects (清单台账): dispatch, inspection and publicity, by the items' own rules.</summary>
    public static SourceId Projects { get; } = new("projects");

    /// <summary>The results of the county's other schemes in the year, by the items' own rules.</summary>
    public static SourceId Results { get; } = new("results");

    /// <inheritdoc/>
    public static LocalizableString Expected => $"'township', 'committee', 'projects', 'results', 'department:<id>', 'judge:<panel>' or 'vote:<roll>', the id being {Slug.Expected}";

    /// <summary>Whether somebody submits its readings; else they are computed: from projects, results, judges' sheets or ballots.</summary>
    public bool IsReported => !IsPanel && !IsRoll && this != Projects && this != Results;

    /// <summary>Whether its readings are there before collecting ends; those of <see cref="Results"/> join when it does.</summary>
    public bool IsCollected => this != Results;

    /// <summary>Whether it is a department.</summary>
    public bool IsDepartment => Value.StartsWith(DepartmentPrefix, StringComparison.Ordinal);

    /// <summary>Whether it is a panel of judges.</summary>
    public bool IsPanel => Value.StartsWith(JudgePrefix, StringComparison.Ordinal);

    /// <summary>Whether it is a roll of voters.</summary>
    public bool IsRoll => Value.StartsWith(VotePrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public string Value => text ?? "";

    /// <summary>Whether its readings are means of points.</summary>
    internal bool GivesMeans => IsPanel || IsRoll || this == Results;

    /// <summary>Makes a source of its text.</summary>
    /// <exception cref="FormatException">The text is no source.</exception>
    public static SourceId Of(string text) => Ids.Require<SourceId>(text);

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out SourceId id)
    {
        var valid = text is not null
            && (text == Township.Value || text == Committee.Value || text == Projects.Value || text == Results.Value || Has(DepartmentPrefix) || Has(JudgePrefix) || Has(VotePrefix));
        id = valid ? new(text!) : default;
        return valid;

        bool Has(string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) && Slug.IsValid(text.AsSpan(prefix.Length));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
