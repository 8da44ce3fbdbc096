namespace Yuekao.App.Records;

/// <summary>The office of the township through which somebody rotates.</summary>
public enum RotationOffice
{
    PartyBuilding,
    PartyAndGovernment,
    AdministrativeServices,
    AgriculturalServices,

    /// <summary>Another, which the post names.</summary>
    Other,
}

/// <summary>A rotation (轮岗锻炼) through an office of the township, on a post of its own, with courses.</summary>
public sealed record Rotation : PersonRecord
{
    public required RotationId Id { get; init; }
    public required RotationOffice Office { get; init; }

    /// <summary>The post there; for another office its name as well.</summary>
    public required string Post { get; init; }

    /// <summary>The first day and the last, both inclusive.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required IReadOnlyList<RotationCourse> Courses { get; init; }
    internal override string Key => Id.Value;
    internal override string Resource => $"cadres/{Person}/rotations/{Id}";

    internal bool Says(Rotation other) => (Office, Post, From, To) == (other.Office, other.Post, other.From, other.To) && Courses.SequenceEqual(other.Courses);
}

/// <param name="Title">Such as study of theory, official writing, office software: 1 to 100 characters.</param>
/// <param name="Hours">1 to 500.</param>
public sealed record RotationCourse(string Title, int Hours);

/// <param name="Post">1 to 50 characters.</param>
/// <param name="To">The last day, inclusive, as far as it is planned; within a year.</param>
public sealed record RotationRequest(RotationOffice Office, string Post, DateOnly From, DateOnly To)
{
    /// <summary>20 at most.</summary>
    public IReadOnlyList<RotationCourse> Courses { get; init; } = [];
}

internal static class RotationRules
{
    private const int LongestDays = 366;
    private const int MostCourses = 20;
    private const int MostHours = 500;
    private const int LongestTitle = 100;

    public static string ZhCn(this RotationOffice office) => office switch
    {
        RotationOffice.PartyBuilding => "镇党建办公室",
        RotationOffice.PartyAndGovernment => "党政综合办公室",
        RotationOffice.AdministrativeServices => "行政综合服务中心",
        RotationOffice.AgriculturalServices => "农业综合服务中心",
        RotationOffice.Other => "其他部门",
        _ => throw new ArgumentOutOfRangeException(nameof(office), office, "Not an office."),
    };

    /// <summary>Everything that is wrong, with its JSON path.</summary>
    public static IEnumerable<ProblemError> Check(RotationRequest asked)
    {
        foreach (ProblemError error in TextRules.Name("$.post", asked.Post))
            yield return error;
        if (asked.To < asked.From)
            yield return new ProblemError("$.to", $"The rotation ends before it begins on {asked.From:O}.");
        if (asked.To.DayNumber - asked.From.DayNumber >= LongestDays)
            yield return new ProblemError("$.to", $"must be within {LongestDays} days of the first one.");
        if (asked.Courses.Count > MostCourses)
            yield return new ProblemError("$.courses", $"must be {MostCourses} at most.");
        foreach ((int index, RotationCourse course) in asked.Courses.Index())
        {
            foreach (ProblemError error in TextRules.Line($"$.courses[{index}].title", course.Title, LongestTitle))
                yield return error;
            if (course.Hours is < 1 or > MostHours)
                yield return new ProblemError($"$.courses[{index}].hours", $"must be from 1 to {MostHours}.");
        }
    }
}
