namespace Yuekao.App.Records;

/// <summary>Somebody's time in a cohort, from a day on and up to one. Who left may join again: that is another.</summary>
/// <param name="Township">Where the person was in post on joining: that township mentors them.</param>
/// <param name="JoinedOn">The first day, inclusive.</param>
public sealed record CohortMember(SubjectId Person, string Name, TownshipId Township, DateOnly JoinedOn, CohortJoining Joined)
{
    /// <summary>Null in a post of the township itself.</summary>
    public VillageId? Village { get; init; }

    /// <summary>Null while the person belongs to it.</summary>
    public CohortLeaving? Left { get; init; }

    /// <summary>Whether the person belongs to it on a day: on the day of leaving not any more.</summary>
    public bool BelongsOn(DateOnly day) => JoinedOn <= day && day < (Left?.On ?? DateOnly.MaxValue);

    /// <summary>For how many days of a period the person belongs to it, as far as that is known.</summary>
    public int DaysIn(Period period)
    {
        DateOnly from = JoinedOn > period.FirstDay ? JoinedOn : period.FirstDay;
        DateOnly until = Left is { } left && left.On <= period.LastDay ? left.On : period.LastDay.AddDays(1);
        return Math.Max(0, until.DayNumber - from.DayNumber);
    }
}

/// <summary>By which selection somebody joined, and as which in rank; or by hand, and why. What does not apply is null.</summary>
/// <param name="By">An id, or the cycle whose selection it was; the name stands beside it.</param>
public sealed record CohortJoining(DateTimeOffset At, string By, string ByName)
{
    public SchemeId? Scheme { get; init; }
    public Period? Period { get; init; }
    public int? Rank { get; init; }
    public string? Reason { get; init; }
}

/// <param name="On">The first day on which the person does not belong to it.</param>
/// <param name="By">An id; the name stands beside it.</param>
/// <param name="Note">What else there is to say; always there for another reason.</param>
public sealed record CohortLeaving(DateOnly On, LeavingReason Reason, DateTimeOffset At, string By, string ByName, string? Note = null);

/// <summary>Why somebody leaves a cohort: past the age, out of the post, disciplined, on their own wish, or what the note says.</summary>
public enum LeavingReason
{
    Age,
    PostLost,
    Discipline,
    OwnWish,
    Other,
}

internal static class LeavingReasons
{
    public static string ZhCn(this LeavingReason reason) => reason switch
    {
        LeavingReason.Age => "超过年龄",
        LeavingReason.PostLost => "不再任职",
        LeavingReason.Discipline => "受到处分",
        LeavingReason.OwnWish => "本人申请",
        LeavingReason.Other => "其他原因",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}
