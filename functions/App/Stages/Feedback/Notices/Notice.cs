namespace Yuekao.App.Stages.Feedback;

/// <summary>
/// What a feedback notice (反馈通知) says: strengths affirmed, the best first, shortfalls pointed out, what to rectify by when. A village's has no outcome, subsidy
/// and appeal, but counts its subjects' grades, nobody by name, and has those items that are read of villages. Items are in the scheme's order, each against
/// its maximum and the pool's average. Subsidy and appeal are null where the scheme has none, too. Issues count from 1: a later one follows an appeal.
/// </summary>
public sealed record Notice(string Id, int Revision, DateTimeOffset IssuedAt, LocalText Scheme, Period Period, NoticeRecipient Recipient)
{
    public NoticeOutcome? Outcome { get; init; }
    public IReadOnlyList<NoticeGradeCount> Grades { get; init; } = [];
    public required IReadOnlyList<NoticeItem> Items { get; init; }
    public IReadOnlyList<LocalText> Strengths { get; init; } = [];
    public IReadOnlyList<NoticeShortfall> Shortfalls { get; init; } = [];
    public IReadOnlyList<CarriedOver> CarriedOver { get; init; } = [];
    public required DateTimeOffset RectifyBy { get; init; }
    public NoticeSubsidy? Subsidy { get; init; }
    public NoticeAppeal? Appeal { get; init; }
}

/// <param name="Township">The township's name, as <paramref name="Village"/> is the village's; null where there is none.</param>
/// <param name="Post">Null for a village or a township.</param>
public sealed record NoticeRecipient(string Id, string Name, string Township, string? Village = null, Post? Post = null);

/// <summary>
/// An outcome and how it came about. Grades, items and rules are called by their titles; scores have two decimals. Null is a reason when assessed, a grade when
/// not assessed and in a ranking, a score when gated or not assessed, a rank unless ranked, an adjustment where the meeting followed the proposal. Seats, empty
/// without a quota, and boundaries, empty in a ranking, are the pool's, the best grade first. Tied is who ties across a line between grades.
/// </summary>
public sealed record NoticeOutcome
{
    public required OutcomeKind Kind { get; init; }
    public NotAssessedReason? Reason { get; init; }
    public LocalText? Grade { get; init; }
    public required bool Selected { get; init; }
    public string? Score { get; init; }
    public int? Rank { get; init; }
    public required int Assessed { get; init; }
    public required IReadOnlyList<NoticeGradeCount> Seats { get; init; }
    public required IReadOnlyList<NoticeBoundary> Boundaries { get; init; }
    public required IReadOnlyList<NoticeComponent> Components { get; init; }
    public required Points Bonus { get; init; }
    public required Points Deductions { get; init; }
    public required IReadOnlyList<NoticeObservation> Observations { get; init; }
    public required IReadOnlyList<LocalText> NotMet { get; init; }
    public required IReadOnlyList<LocalText> Waived { get; init; }
    public required bool Tied { get; init; }
    public string? Adjustment { get; init; }
}

/// <summary>How many have a grade, or may have it.</summary>
public sealed record NoticeGradeCount(LocalText Grade, int Count);

/// <param name="From">The score that it takes; null under a quota.</param>
/// <param name="Lowest">The lowest ranked score that was proposed for it; null where none was.</param>
public sealed record NoticeBoundary(LocalText Grade, Points? From = null, string? Lowest = null);

/// <param name="Contribution">The component's part of the score.</param>
/// <param name="Weight">The most it can be.</param>
public sealed record NoticeComponent(LocalText Title, string Contribution, Weight Weight);

/// <summary>An observation that counted, or vetoed.</summary>
/// <param name="Title">The rule it falls under.</param>
/// <param name="Points">Negative for a deduction; 0 for what only bars from better grades; null for a veto.</param>
public sealed record NoticeObservation(LocalText Title, DateOnly On, string Evidence, decimal? Points = null);

/// <summary>One item of a notice. Points have two decimals, and are null where it gives none.</summary>
/// <param name="Value">What was read, in words or numbers; null where nothing was.</param>
/// <param name="Average">What it gave on average in the pool.</param>
public sealed record NoticeItem(
    LocalText Title, ItemLevel Level, bool NotMet, bool Waived, LocalText? Value = null, string? Obtained = null, Points? Maximum = null, string? Average = null);

/// <param name="OfVillage">The village has to rectify it, not the subject.</param>
public sealed record NoticeShortfall(LocalText Title, ShortfallKind Kind, bool OfVillage);

/// <param name="AssessedFen">The part of the base that is assessed, of which <paramref name="AssessedPaidFen"/> is paid.</param>
/// <param name="TotalFen">What is paid in all, arrears included: below 0 where more is taken back than paid.</param>
/// <param name="Arrears">What mended rosters change in earlier periods, the earliest first.</param>
public sealed record NoticeSubsidy(Fen BaseFen, Fen AssessedFen, Fen AssessedPaidFen, Fen RewardFen, Fen TotalFen, IReadOnlyList<NoticeArrears> Arrears);

/// <summary>A back payment (补发) of an earlier period, or a recovery (扣回) where the difference is below 0, with base and days as they were paid and as the roster has them now.</summary>
public sealed record NoticeArrears(Period Period, Fen DifferenceFen, Fen BaseBeforeFen, Fen BaseAfterFen, int DaysBefore, int DaysAfter);

/// <param name="Path">Where, under the county.</param>
/// <param name="Until">Null while the window is not open yet.</param>
/// <param name="Ruling">What the meeting ruled on the subject's appeal; null where there is none.</param>
public sealed record NoticeAppeal(string Path, DateTimeOffset? Until = null, AppealRuling? Ruling = null);
