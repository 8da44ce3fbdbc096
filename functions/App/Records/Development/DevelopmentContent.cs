namespace Yuekao.App.Records;

/// <summary>Somebody joined a cohort, by a selection or by hand, or left it. What does not apply is null.</summary>
public sealed record CohortContent(CohortId Cohort, LocalText CohortTitle) : FileContent
{
    public SchemeId? Scheme { get; init; }
    public Period? Period { get; init; }

    /// <summary>Why the person left; null for who joined.</summary>
    public LeavingReason? Left { get; init; }
    public string? Reason { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Cohort;

    internal override LocalText Title => Left is { } left
        ? new() { ZhCn = $"不再列为选育对象（{CohortTitle.ZhCn}，{Reason ?? left.ZhCn()}）", En = $"Left {CohortTitle.En ?? CohortTitle.ZhCn} ({Reason ?? CellValues.NameOf(left)})" }
        : new() { ZhCn = $"列为选育对象（{CohortTitle.ZhCn}）", En = $"Joined {CohortTitle.En ?? CohortTitle.ZhCn}" };
}

/// <summary>A talk of one of the person's two mentors.</summary>
public sealed record MentorTalkContent(MentorKind Mentor, string MentorName, string Topics) : FileContent
{
    public string? Found { get; init; }
    public string? Done { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Talk;
    internal override LocalText Title => new() { ZhCn = $"帮带谈话（{Mentor.ZhCn()}{MentorName}）：{Topics}", En = $"Talk with the mentor {MentorName}: {Topics}" };
}

/// <param name="To">The last day, inclusive.</param>
/// <param name="Hours">The hours of its courses.</param>
public sealed record RotationContent(RotationOffice Office, string Post, DateOnly To, int Hours) : FileContent
{
    internal override FileEntryKind Kind => FileEntryKind.Rotation;

    internal override LocalText Title => new()
    {
        ZhCn = $"轮岗锻炼：{Office.ZhCn()}{Post}，至{FileWords.ZhCn(To)}，课程{Hours}学时",
        En = $"Rotation: {Post}, until {CellValues.Show(To)}, {Hours} hours of courses",
    };
}

/// <summary>Somebody came into the reserve pool, was promoted into a posting, or removed. What does not apply is null.</summary>
public sealed record ReserveContent(ReserveSource Source) : FileContent
{
    public ReservePosting? Promotion { get; init; }

    /// <summary>Why the person was removed.</summary>
    public string? Removed { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Reserve;

    internal override LocalText Title => (Promotion, Removed) switch
    {
        ({ } posting, _) => new() { ZhCn = $"由后备人才提任{posting.Post.ZhCn()}", En = $"Promoted from the reserve pool: {posting.Post.En()}" },
        (_, { } reason) => new() { ZhCn = $"移出后备人才库：{reason}", En = $"Removed from the reserve pool: {reason}" },
        _ => new() { ZhCn = $"纳入后备人才库（{Source.ZhCn()}）", En = $"In the reserve pool ({CellValues.NameOf(Source)})" },
    };
}
