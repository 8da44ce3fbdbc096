namespace Yuekao.App.Stages.Feedback;

/// <summary>What a feedback notice (反馈通知) says: strengths affirmed, shortfalls pointed out, what to rectify by when.</summary>
public sealed record Notice
{
    /// <summary>The notice's id.</summary>
    public required string Id { get; init; }

    /// <summary>Which issue of it, from 1: a later one follows an appeal.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The scheme's title.</summary>
    public required LocalText Scheme { get; init; }

    public required Period Period { get; init; }

    /// <summary>Who it is for.</summary>
    public required NoticeRecipient Recipient { get; init; }

    /// <summary>The outcome; null in a village's notice.</summary>
    public NoticeOutcome? Outcome { get; init; }

    /// <summary>How many subjects of the village have which grade; only in a village's notice, and nobody by name.</summary>
    public IReadOnlyList<NoticeGradeCount> Grades { get; init; } = [];

    /// <summary>Each item against its maximum and the pool's average, in the scheme's order; in a village's notice those that are read of villages.</summary>
    public required IReadOnlyList<NoticeItem> Items { get; init; }

    /// <summary>The titles of what went well, the best first.</summary>
    public IReadOnlyList<LocalText> Strengths { get; init; } = [];

    /// <summary>What fell short and is to be rectified.</summary>
    public IReadOnlyList<NoticeShortfall> Shortfalls { get; init; } = [];

    /// <summary>Rectifications of earlier cycles that were still owed when it was issued, the earliest first.</summary>
    public IReadOnlyList<CarriedOver> CarriedOver { get; init; } = [];

    /// <summary>When what fell short must be rectified.</summary>
    public required DateTimeOffset RectifyBy { get; init; }

    /// <summary>What it means for the subsidy; null where the scheme has none, and in a village's notice.</summary>
    public NoticeSubsidy? Subsidy { get; init; }

    /// <summary>How to appeal; null where nobody can, and in a village's notice.</summary>
    public NoticeAppeal? Appeal { get; init; }
}

/// <summary>Who a notice is for.</summary>
/// <param name="Id">The subject or the village.</param>
/// <param name="Township">The township's name.</param>
/// <param name="Village">The village's name; null where there is none.</param>
/// <param name="Post">The post; null for a village or a township.</param>
public sealed record NoticeRecipient(string Id, string Name, string Township, string? Village = null, Post? Post = null);

/// <summary>An outcome and how it came about.</summary>
public sealed record NoticeOutcome
{
    /// <summary>How far the subject came.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>The grade's title; null when not assessed and in a ranking.</summary>
    public LocalText? Grade { get; init; }

    /// <summary>Whether the ranking selects the subject.</summary>
    public required bool Selected { get; init; }

    /// <summary>The score with two decimals; null when gated or not assessed.</summary>
    public string? Score { get; init; }

    /// <summary>The rank in the pool; null unless ranked.</summary>
    public int? Rank { get; init; }

    /// <summary>How many were assessed in the pool.</summary>
    public required int Assessed { get; init; }

    /// <summary>The seats of each grade, the best first; empty without a quota.</summary>
    public required IReadOnlyList<NoticeGradeCount> Seats { get; init; }

    /// <summary>Where each grade begins and ended in the pool, the best first; empty in a ranking.</summary>
    public required IReadOnlyList<NoticeBoundary> Boundaries { get; init; }

    /// <summary>Each component's part of the score.</summary>
    public required IReadOnlyList<NoticeComponent> Components { get; init; }

    /// <summary>What observations added, with two decimals.</summary>
    public required Points Bonus { get; init; }

    /// <summary>What observations took away.</summary>
    public required Points Deductions { get; init; }

    /// <summary>The observations that counted, or vetoed.</summary>
    public required IReadOnlyList<NoticeObservation> Observations { get; init; }

    /// <summary>The baseline items that were not met.</summary>
    public required IReadOnlyList<LocalText> NotMet { get; init; }

    /// <summary>The items that were waived for the pool.</summary>
    public required IReadOnlyList<LocalText> Waived { get; init; }

    /// <summary>Whether the subject tied across a line between grades.</summary>
    public required bool Tied { get; init; }

    /// <summary>Why the meeting set another outcome than was computed; null where it did not.</summary>
    public string? Adjustment { get; init; }
}

/// <summary>How many have a grade, or may have it.</summary>
/// <param name="Grade">The grade's title.</param>
/// <param name="Count">How many.</param>
public sealed record NoticeGradeCount(LocalText Grade, int Count);

/// <summary>Where a grade begins.</summary>
/// <param name="Grade">The grade's title.</param>
/// <param name="From">The score that it takes; null under a quota.</param>
/// <param name="Lowest">The lowest ranked score that was proposed for it, with two decimals; null where none was.</param>
public sealed record NoticeBoundary(LocalText Grade, Points? From = null, string? Lowest = null);

/// <summary>A component's part of a score.</summary>
/// <param name="Title">The component.</param>
/// <param name="Contribution">Its part, with two decimals.</param>
/// <param name="Weight">The most it can be.</param>
public sealed record NoticeComponent(LocalText Title, string Contribution, Weight Weight);

/// <summary>An observation that counted.</summary>
/// <param name="Title">The rule it falls under.</param>
/// <param name="On">The day of the fact.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Points">Its points, negative for a deduction; null for a veto.</param>
public sealed record NoticeObservation(LocalText Title, DateOnly On, string Evidence, decimal? Points = null);

/// <summary>One item of a notice.</summary>
/// <param name="Title">The item.</param>
/// <param name="Level">Whether it is read of the subject or of its village.</param>
/// <param name="NotMet">Whether it failed the baseline.</param>
/// <param name="Waived">Whether it is waived for the pool.</param>
/// <param name="Value">What was read, in words or numbers; null where nothing was.</param>
/// <param name="Obtained">The points it gave, with two decimals; null where it gives none.</param>
/// <param name="Maximum">The most it gives; null where it gives none.</param>
/// <param name="Average">What it gave on average in the pool, with two decimals; null where it gives none.</param>
public sealed record NoticeItem(LocalText Title, ItemLevel Level, bool NotMet, bool Waived, LocalText? Value = null, string? Obtained = null, Points? Maximum = null, string? Average = null);

/// <summary>Something to rectify.</summary>
/// <param name="Title">The item.</param>
/// <param name="Kind">Whether it failed the baseline or lost points.</param>
/// <param name="OfVillage">Whether the village has to rectify it.</param>
public sealed record NoticeShortfall(LocalText Title, ShortfallKind Kind, bool OfVillage);

/// <summary>What an outcome means for the subsidy, in fen.</summary>
/// <param name="BaseFen">The base post subsidy of the period.</param>
/// <param name="AssessedFen">The part of it that is assessed.</param>
/// <param name="AssessedPaidFen">What of that is paid.</param>
/// <param name="RewardFen">The reward on top.</param>
/// <param name="TotalFen">What is paid in all.</param>
public sealed record NoticeSubsidy(Fen BaseFen, Fen AssessedFen, Fen AssessedPaidFen, Fen RewardFen, Fen TotalFen);

/// <summary>How to appeal.</summary>
/// <param name="Path">Where, under the county.</param>
/// <param name="Until">Until when; null while the window is not open yet.</param>
/// <param name="Ruling">What the meeting ruled on the subject's appeal; null where there is none.</param>
public sealed record NoticeAppeal(string Path, DateTimeOffset? Until = null, AppealRuling? Ruling = null);
