using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Subsidies;

/// <summary>How long somebody was in post in a period, and the base post subsidy of those days.</summary>
/// <param name="Base">In fen, 0 or more.</param>
/// <param name="Days">The days in post, those of leave and suspension included.</param>
/// <param name="Served">The days in post without those of leave and suspension.</param>
public readonly record struct TimeInPost(Fen Base, int Days, int Served)
{
    /// <summary>What a roster says of somebody in a period.</summary>
    public static TimeInPost Of(RosterEntry entry, Period period) => new(entry.BaseSubsidy, entry.InPost(period), entry.Served(period));
}

/// <summary>An earlier period of one subject, looked at again because a roster was mended since. The outcome stays as it was recorded, appeals included.</summary>
public sealed record RevisitedPay
{
    /// <summary>The subject.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The township in whose ledger the difference stands.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The recorded grade; null when not assessed.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>What the period was paid by so far: by its own ledger, or by the last arrears.</summary>
    public required TimeInPost Before { get; init; }

    /// <summary>What the roster says of the period now.</summary>
    public required TimeInPost After { get; init; }

    /// <summary>What was paid of the base so far, in fen: by the period's own ledger without rewards, by appeals, and by arrears.</summary>
    public required Fen Booked { get; init; }
}

/// <summary>What a mended roster changes in what an earlier period paid: a back payment (补发), or a recovery (扣回).</summary>
/// <param name="Period">The earlier period.</param>
/// <param name="Difference">In fen: above 0 it is paid on top, below 0 it is taken back.</param>
public sealed record ArrearsLine(SubjectId Subject, TownshipId Township, Period Period, TimeInPost Before, TimeInPost After, Fen Difference)
{
    /// <summary>The line of somebody's earlier period; null where no money changes.</summary>
    /// <remarks>
    /// Base and assessed part are paid as the period's own rules pay the recorded outcome. Rewards stay as they are: a fixed one depends on no days, and one that a pool shared is not shared anew,
    /// for that would change what people got whose own days were right.
    /// </remarks>
    /// <param name="rules">The rules of the earlier period's scheme.</param>
    /// <exception cref="ArgumentException">The rules do not pay the recorded grade, or there is neither a grade nor a reason.</exception>
    public static ArrearsLine? Of(SubsidyRules rules, Period period, RevisitedPay pay)
    {
        GradeId[] grades = [.. rules.Grades.Select(one => one.Grade)];
        var grade = pay.Grade is { } recorded ? Array.IndexOf(grades, recorded) : -1;
        if (pay.Reason is null && grade < 0)
            throw new ArgumentException($"The rules do not say what '{pay.Grade}' pays.", nameof(pay));
        var plan = new SubsidyPlan(rules, grades);
        var (assessed, paid) = plan.Pay(pay.After, pay.Reason, grade < 0 ? GradeCode.None : (byte)grade);
        var difference = pay.After.Base - assessed + paid - pay.Booked;
        return difference == Fen.Zero ? null : new(pay.Subject, pay.Township, period, pay.Before, pay.After, difference);
    }
}
