using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Subsidies;

/// <summary>The scheme's subsidy rules by grade code, for the ledger and the bulk path alike.</summary>
internal sealed class SubsidyPlan
{
    private readonly Share[] paid;
    private readonly bool[] rewarded;
    private readonly NotAssessedPay notAssessed;

    public SubsidyPlan(SubsidyRules rules, GradeId[] grades)
    {
        var pays = rules.Grades.ToDictionary(pay => pay.Grade);
        AssessedShare = rules.AssessedShare;
        paid = [.. grades.Select(grade => pays[grade].Paid)];
        rewarded = [.. grades.Select(grade => pays[grade].Rewarded)];
        notAssessed = rules.NotAssessed;
        FixedReward = (rules.Reward as FixedReward)?.Amount ?? Fen.Zero;
        IsPooled = rules.Reward is PooledReward;
    }

    public Share AssessedShare { get; }

    /// <summary>The reward from outside the pool; zero where there is none.</summary>
    public Fen FixedReward { get; }

    /// <summary>Whether withheld money is shared among the rewarded.</summary>
    public bool IsPooled { get; }

    public bool IsRewarded(byte grade) => grade != GradeCode.None && rewarded[grade];

    /// <summary>The part of a base that is assessed, and what of it is paid: by the grade, or by why there is none.</summary>
    public (Fen Assessed, Fen Paid) Pay(TimeInPost time, NotAssessedReason? reason, byte grade)
    {
        var assessed = time.Base.Portion(AssessedShare);
        return (assessed, reason is { } why ? PaidOf(assessed, why, time.Served, time.Days) : PaidOf(assessed, grade));
    }

    /// <summary>What of the assessed money a grade pays.</summary>
    public Fen PaidOf(Fen assessed, byte grade) => assessed.Portion(paid[grade]);

    /// <summary>What of the assessed money a subject gets who was not assessed.</summary>
    public Fen PaidOf(Fen assessed, NotAssessedReason reason, int served, int inPost) => Treatment(reason) switch
    {
        SubsidyTreatment.Pay => assessed,
        SubsidyTreatment.Prorate when inPost > 0 => assessed.Prorate(served, inPost),
        _ => Fen.Zero,
    };

    private SubsidyTreatment Treatment(NotAssessedReason reason) => reason switch
    {
        NotAssessedReason.OnLeave => notAssessed.OnLeave,
        NotAssessedReason.Suspended => notAssessed.Suspended,
        _ => notAssessed.ShortService,
    };
}
