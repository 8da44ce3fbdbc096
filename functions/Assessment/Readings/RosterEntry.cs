using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Readings;

/// <summary>Whether a subject did the post's work.</summary>
public enum PostStatus
{
    /// <summary>In post.</summary>
    Serving,

    /// <summary>On leave.</summary>
    OnLeave,

    /// <summary>Suspended from the post.</summary>
    Suspended,
}

/// <summary>One subject of a pool as the roster (花名册) stood when the cycle opened.</summary>
public sealed record RosterEntry
{
    /// <summary>The subject, unique in the pool.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The township whose ledger pays.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The village whose readings count for the subject.</summary>
    /// <value>Null where the subject has none, such as a township.</value>
    public VillageId? Village { get; init; }

    /// <summary>Whether the subject did the post's work.</summary>
    /// <value>The default is serving.</value>
    public PostStatus Status { get; init; }

    /// <summary>The days in post of the period's days, those of leave and suspension included: 0 to all of them.</summary>
    /// <value>Null for all of them.</value>
    public int? DaysInPost { get; init; }

    /// <summary>The days in post without those of leave and suspension.</summary>
    /// <value>Null for all days in post.</value>
    public int? DaysServed { get; init; }

    /// <summary>The base post subsidy (基础职务补贴) for the days in post of the period, in fen: 0 to <see cref="Fen.MaximumBase"/>.</summary>
    /// <value>The default is 0.</value>
    public Fen BaseSubsidy { get; init; }

    internal int InPost(Period period) => DaysInPost ?? period.Days;

    internal int Served(Period period) => DaysServed ?? InPost(period);
}
