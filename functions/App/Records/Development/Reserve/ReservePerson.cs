namespace Yuekao.App.Records;

/// <summary>Where a reserve cadre comes from: selected in the village (内选), invited back home (回请), or brought in from outside (外援).</summary>
public enum ReserveSource
{
    Selected,
    InvitedBack,
    Outside,
}

public enum ReserveEducation
{
    JuniorSecondary,
    SeniorSecondary,
    VocationalSecondary,
    College,
    Bachelor,
    Postgraduate,
}

/// <summary>In the pool and cultivated; promoted into a posting; or removed with a reason.</summary>
public enum ReserveState
{
    Active,
    Promoted,
    Removed,
}

/// <summary>Somebody of the reserve pool (村党支部书记后备人才库), as the county or a township writes them down.</summary>
public sealed record ReserveEntry
{
    /// <summary>The id that the person has, or will have, in rosters.</summary>
    public required SubjectId Person { get; init; }

    /// <summary>1 to 50 characters, as for the category.</summary>
    public required string Name { get; init; }
    public required ReserveSource Source { get; init; }
    public required TownshipId Township { get; init; }

    /// <summary>The village that the person is to serve; null where that is open.</summary>
    public VillageId? Village { get; init; }

    /// <summary>The year of birth: at least 18 years ago.</summary>
    public required int BirthYear { get; init; }
    public required ReserveEducation Education { get; init; }

    /// <summary>The year of joining the party; null for who is not a member.</summary>
    public int? PartyMemberSince { get; init; }

    /// <summary>What the person is: 农村实用人才, 复员退伍军人, 外出务工经商人员...</summary>
    public required string Category { get; init; }
}

/// <summary>People for the pool, to be added or changed; nobody is removed by being left out.</summary>
public sealed record ReserveList(IReadOnlyList<ReserveEntry> People);

/// <summary>Somebody in the reserve pool, or who was.</summary>
public sealed record ReservePerson : Revised
{
    public required ReserveEntry Entry { get; init; }
    public required DateOnly AddedOn { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>The reviews, the earliest first.</summary>
    public IReadOnlyList<ReserveReview> Reviews { get; init; } = [];

    /// <summary>How the person left the pool; null while in it.</summary>
    public ReserveEnding? Ending { get; init; }

    /// <summary>Endings that were taken back.</summary>
    public IReadOnlyList<WithdrawnEnding> Withdrawn { get; init; } = [];

    public ReserveState State => Ending switch { null => ReserveState.Active, { Promotion: not null } => ReserveState.Promoted, _ => ReserveState.Removed };

    internal string Resource => $"reserve/{Entry.Person}";

    /// <summary>From which day on the next review is asked for.</summary>
    internal DateOnly ReviewedOn => Reviews is [.., var last] ? last.On : AddedOn;

    internal ReservePerson Next(ReservePerson changed) => changed with { Revision = Revision + 1, ETag = ETag };

    /// <exception cref="ProblemException">The person left the pool: rule broken.</exception>
    internal void RequireActive()
    {
        if (Ending is { } ending)
            throw new ProblemException(ProblemType.RuleBroken, $"'{Entry.Person}' left the pool on {ending.On:O}: that would have to be taken back first.");
    }
}

public enum ReviewVerdict
{
    Keep,
    Promote,
    Remove,
}

/// <param name="Verdict">What the review recommends; doing so is a step of its own.</param>
/// <param name="By">An id; the name stands beside it.</param>
public sealed record ReserveReview(DateOnly On, ReviewVerdict Verdict, string Note, DateTimeOffset At, string By, string ByName);

/// <param name="On">From 2000 on, after the last review, today at the latest.</param>
/// <param name="Note">1 to 500 characters.</param>
public sealed record ReserveReviewRequest(DateOnly On, ReviewVerdict Verdict, string Note);

/// <param name="On">The first day on which the person is not in the pool.</param>
/// <param name="By">An id; the name stands beside it.</param>
/// <param name="Promotion">The posting; null for who was removed.</param>
/// <param name="Reason">Why the person was removed; null for who was promoted.</param>
public sealed record ReserveEnding(DateOnly On, DateTimeOffset At, string By, string ByName, ReservePosting? Promotion = null, string? Reason = null);

public sealed record WithdrawnEnding(ReserveEnding Ending, Withdrawal Withdrawal);

/// <summary>A posting of the person, as the roster of a township has it.</summary>
public sealed record ReservePosting(TownshipId Township, DateOnly From, Post Post, VillageId? Village = null);

/// <param name="Township">In whose roster the posting is.</param>
/// <param name="From">The posting's first day.</param>
public sealed record ReservePromotionRequest(TownshipId Township, DateOnly From);

/// <param name="On">Today at the latest.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record ReserveRemovalRequest(DateOnly On, string Reason);
