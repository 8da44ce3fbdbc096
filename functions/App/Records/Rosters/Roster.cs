namespace Yuekao.App.Records;

/// <summary>A township's roster (花名册): who holds which post where, from when to when, with which base subsidy. Past postings may stay in it.</summary>
/// <param name="Postings">The postings, in roster order: the order in which odd fen are handed out.</param>
public sealed record Roster(IReadOnlyList<Posting> Postings)
{
    /// <summary>The roster on one day: the postings that hold on it, in the same order.</summary>
    public Roster On(DateOnly day) => new([.. Postings.Where(posting => posting.HoldsOn(day))]);
}

/// <summary>One cadre in one post of a village, or of the township itself. A cadre holds one post at a time.</summary>
public sealed record Posting
{
    /// <summary>The village of a village post.</summary>
    /// <value>Null exactly in a post of the township itself.</value>
    public VillageId? Village { get; init; }

    /// <summary>The cadre, the same in every posting of theirs in the county.</summary>
    public required SubjectId Cadre { get; init; }

    /// <summary>The cadre's name: 1 to 50 characters.</summary>
    public required string Name { get; init; }

    public required Post Post { get; init; }

    /// <summary>The first day in post.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day in post, inclusive.</summary>
    /// <value>Null while it lasts.</value>
    public DateOnly? To { get; init; }

    /// <summary>The monthly base post subsidy (基础职务补贴) in fen: 0 to <see cref="Fen.MaximumBase"/>.</summary>
    public required Fen BaseSubsidyFen { get; init; }

    /// <summary>A leave or suspension within the posting.</summary>
    /// <value>Null for none.</value>
    public Absence? Absence { get; init; }

    /// <summary>Whether the posting holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => day >= From && day <= (To ?? DateOnly.MaxValue);

    /// <summary>Whether a day lies in both postings.</summary>
    public bool Overlaps(Posting other) => From <= (other.To ?? DateOnly.MaxValue) && other.From <= (To ?? DateOnly.MaxValue);
}

/// <summary>Days on which a cadre in post does not do its work.</summary>
/// <param name="Kind">Why.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, inclusive; null while it lasts.</param>
public sealed record Absence(AbsenceKind Kind, DateOnly From, DateOnly? To = null)
{
    /// <summary>Whether a day falls in it.</summary>
    public bool Covers(DateOnly day) => day >= From && day <= (To ?? DateOnly.MaxValue);
}

/// <summary>Why a cadre is absent.</summary>
public enum AbsenceKind
{
    /// <summary>On leave (请假).</summary>
    OnLeave,

    /// <summary>Suspended from the post (停职).</summary>
    Suspended,
}
