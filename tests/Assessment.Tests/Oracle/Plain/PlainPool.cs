namespace Yuekao.Assessment.Tests.Oracle.Plain;

/// <summary>One pool's facts, for a period of so many days.</summary>
internal sealed record PlainPool(
    int PeriodDays,
    List<PlainSubject> Roster,
    Dictionary<(string Item, string Source, string About), object> Readings,
    List<string> Waived);

/// <param name="Id">The subject.</param>
/// <param name="Village">The village whose readings count.</param>
/// <param name="Status">serving, onLeave or suspended.</param>
/// <param name="InPost">Days in post; null for all of the period.</param>
/// <param name="Days">Days served of those in post; null for all of them.</param>
/// <param name="Base">The base subsidy in fen.</param>
/// <param name="Noted">What was observed of the subject.</param>
internal sealed record PlainSubject(string Id, string Village, string Status, int? InPost, int? Days, long Base, List<PlainObservation> Noted);

internal sealed record PlainObservation(string Rule, string? Level = null, decimal? Points = null);

/// <summary>What became of one subject.</summary>
internal sealed record PlainOutcome(string Subject)
{
    /// <summary>suspended, onLeave or shortService; null for whoever was assessed.</summary>
    public string? NotAssessed { get; init; }

    public List<string> FailedConditions { get; init; } = [];

    public List<string> Vetoes { get; init; } = [];

    public Fraction? Score { get; init; }

    public int? Rank { get; init; }

    public string? Grade { get; init; }

    public bool Selected { get; init; }

    /// <summary>Whether a tie across a boundary decided the grade or the selection.</summary>
    public bool Tied { get; init; }
}

/// <summary>What one subject is paid, in fen.</summary>
internal sealed record PlainPay(string Subject, long Unassessed, long Assessed, long Paid, long Withheld, long Reward);
