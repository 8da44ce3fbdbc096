namespace Yuekao.App.Records;

/// <summary>What further study leads to: a university (大学本科), a college (大专) or a secondary vocational school (中专).</summary>
public enum StudyLevel
{
    Undergraduate,
    JuniorCollege,
    Secondary,
}

/// <summary>It goes on; it is completed; whoever studied left; or it was withdrawn, being wrong.</summary>
public enum StudyState
{
    Studying,
    Completed,
    Left,
    Withdrawn,
}

/// <summary>The further study (学历教育) that begins in a year, in the county's order.</summary>
public sealed record StudyList(IReadOnlyList<Study> Studies)
{
    /// <summary>More than begin in any county's year: what lies above is a mistake. So many fit a row however long their texts are.</summary>
    internal const int Most = 1_000;
}

/// <summary>Somebody's further study. Its texts are lines of at most 50 characters.</summary>
public sealed record Study
{
    /// <summary>Unique in the year.</summary>
    public required StudyId Id { get; init; }
    public required SubjectId Person { get; init; }

    /// <summary>The county knows both, by the person: where they are written they must be right.</summary>
    public string? Name { get; init; }
    public TownshipId? Township { get; init; }
    public required StudyLevel Level { get; init; }
    public required string School { get; init; }

    /// <summary>What is studied (专业).</summary>
    public required string Subject { get; init; }

    /// <summary>A day of the list's year.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, for what is completed or was left; null while it goes on.</summary>
    public DateOnly? To { get; init; }
    public StudyState State { get; init; }

    /// <summary>Why it was left or is withdrawn; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of the certificate of what is completed; null where none is known.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whether some day of it lies in a year.</summary>
    internal bool Touches(Period year) => From <= year.LastDay && (To ?? DateOnly.MaxValue) >= year.FirstDay;

    /// <summary>Whether somebody studies so in a year, and did not leave.</summary>
    internal bool CountsIn(Period year) => State is StudyState.Studying or StudyState.Completed && Touches(year);
}

internal static class StudyTitles
{
    public static string ZhCn(this StudyLevel level) => level switch
    {
        StudyLevel.Undergraduate => "大学本科",
        StudyLevel.JuniorCollege => "大专",
        StudyLevel.Secondary => "中专",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level."),
    };

    public static string En(this StudyLevel level) => level switch
    {
        StudyLevel.Undergraduate => "undergraduate",
        StudyLevel.JuniorCollege => "junior college",
        StudyLevel.Secondary => "secondary vocational",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level."),
    };

    public static string ZhCn(this StudyState state) => state switch
    {
        StudyState.Studying => "在读",
        StudyState.Completed => "毕业",
        StudyState.Left => "退学",
        StudyState.Withdrawn => "撤销",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };
}
