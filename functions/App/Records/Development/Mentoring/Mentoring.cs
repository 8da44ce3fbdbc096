namespace Yuekao.App.Records;

/// <summary>Of the two mentors of a member of a cohort (“2+1”帮带) one is of the township's leadership (乡镇班子成员), one a backbone of its staff (机关骨干).</summary>
public enum MentorKind
{
    Leadership,
    Backbone,
}

/// <param name="Name">1 to 50 characters, as for the post.</param>
/// <param name="To">The last day, inclusive; null while it lasts.</param>
public sealed record Mentor(MentorKind Kind, string Name, string Post, DateOnly From, DateOnly? To = null)
{
    public bool IsOn(DateOnly day) => From <= day && day <= (To ?? DateOnly.MaxValue);
}

/// <summary>Who mentors somebody, and did.</summary>
public sealed record Mentoring : Revised
{
    public required SubjectId Person { get; init; }
    public required string Name { get; init; }
    public required TownshipId Township { get; init; }

    /// <summary>At any time at most one of a kind.</summary>
    public required IReadOnlyList<Mentor> Mentors { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    internal string Resource => $"cadres/{Person}/mentoring";
}

/// <param name="Mentors">All of them, those before included: at least one of each kind, 20 at most.</param>
public sealed record MentoringRequest(IReadOnlyList<Mentor> Mentors);

/// <summary>A talk that a mentor held (帮带谈话).</summary>
public sealed record MentorTalk : PersonRecord
{
    public required TalkId Id { get; init; }
    public required DateOnly On { get; init; }
    public required MentorKind Mentor { get; init; }

    /// <summary>What that mentor was called.</summary>
    public required string MentorName { get; init; }
    public required string Topics { get; init; }
    public string? Found { get; init; }
    public string? Done { get; init; }
    internal override string Key => Id.Value;
    internal override string Resource => $"cadres/{Person}/mentoring/talks/{Id}";

    internal bool Says(MentorTalk other) => (On, Mentor, Topics, Found, Done) == (other.On, other.Mentor, other.Topics, other.Found, other.Done);
}

/// <param name="On">The day, today at the latest: a day on which that mentor mentored the person.</param>
/// <param name="Topics">What it was about: 1 to 1000 characters, as for the rest.</param>
/// <param name="Found">What was found; null for nothing.</param>
/// <param name="Done">What was done about it; null for nothing.</param>
public sealed record MentorTalkRequest(DateOnly On, MentorKind Mentor, string Topics, string? Found = null, string? Done = null);

/// <summary>How the mentoring of a member of a cohort stands.</summary>
/// <param name="Mentors">Those of today.</param>
/// <param name="DueOn">The last day for the next talk.</param>
/// <param name="OverdueDays">0 while that is not past.</param>
public sealed record MentoringStanding(SubjectId Person, string Name, TownshipId Township, IReadOnlyList<Mentor> Mentors, DateOnly DueOn, int OverdueDays)
{
    /// <summary>Null before the first.</summary>
    public DateOnly? LastTalk { get; init; }

    /// <summary>Whether one of the two mentors is missing.</summary>
    public bool LacksMentor => Mentors.DistinctBy(mentor => mentor.Kind).Count() < Enum.GetValues<MentorKind>().Length;
}

internal static class MentoringRules
{
    public const int LongestText = 1000;

    private const int MostMentors = 20;

    public static string ZhCn(this MentorKind kind) => kind == MentorKind.Leadership ? "乡镇班子成员" : "机关骨干";

    /// <summary>Everything that is wrong, with its JSON path.</summary>
    public static IEnumerable<ProblemError> Check(MentoringRequest asked)
    {
        if (asked.Mentors.Count > MostMentors)
            yield return new ProblemError("$.mentors", $"must be {MostMentors} at most.");
        foreach (MentorKind kind in Enum.GetValues<MentorKind>().Where(kind => asked.Mentors.All(mentor => mentor.Kind != kind)))
            yield return new ProblemError("$.mentors", $"must have one of the kind {CellValues.NameOf(kind)}: everybody has two mentors, one of the township's leadership and one backbone.");
        foreach ((int index, Mentor mentor) in asked.Mentors.Index())
        {
            string path = $"$.mentors[{index}]";
            foreach (ProblemError error in TextRules.Name($"{path}.name", mentor.Name).Concat(TextRules.Name($"{path}.post", mentor.Post)))
                yield return error;
            if (mentor.To < mentor.From)
                yield return new ProblemError($"{path}.to", $"The mentor ends before beginning on {mentor.From:O}.");
            Mentor[] before = [.. asked.Mentors.Take(index).Where(other => other.From <= (mentor.To ?? DateOnly.MaxValue) && mentor.From <= (other.To ?? DateOnly.MaxValue))];
            if (Array.Exists(before, other => other.Kind == mentor.Kind))
                yield return new ProblemError($"{path}.from", $"There is another of the kind {CellValues.NameOf(mentor.Kind)} at that time.");
            else if (Array.Exists(before, other => other.Name == mentor.Name))
                yield return new ProblemError($"{path}.name", "The two mentors are two people.");
        }
    }
}
