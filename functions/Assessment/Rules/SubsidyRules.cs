using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>What a grade pays (绩效补贴). The base post subsidy B splits into P = B × the assessed share, rounded half up, and B − P, which is paid whatever the grade.</summary>
public sealed record SubsidyRules
{
    /// <summary>How the base subsidy of who was in post for a part of the period counts.</summary>
    /// <value>The default is by days.</value>
    public BaseCounting Base { get; init; }

    /// <summary>The share of the base subsidy that is assessed, such as 0.2.</summary>
    public required Share AssessedShare { get; init; }

    /// <summary>What each grade pays; every grade stands here once.</summary>
    public required IReadOnlyList<GradePay> Grades { get; init; }

    /// <summary>What rewarded grades get on top.</summary>
    /// <value>Null: nothing.</value>
    public Reward? Reward { get; init; }

    /// <summary>What subjects get who were not assessed.</summary>
    public NotAssessedPay NotAssessed { get; init; } = new();
}

/// <summary>How much of the base post subsidy of a period somebody has who was in post for a part of it, or in several posts.</summary>
public enum BaseCounting
{
    /// <summary>Each posting's by its days in post.</summary>
    Days,

    /// <summary>The whole of the posting that was held longest.</summary>
    Whole,
}

/// <summary>What one grade pays.</summary>
public sealed record GradePay
{
    /// <summary>The grade.</summary>
    public required GradeId Grade { get; init; }

    /// <summary>The part of the assessed money that is paid, rounded half up: 1 for all, 0 for none.</summary>
    public required Share Paid { get; init; }

    /// <summary>Whether the reward is added.</summary>
    /// <value>The default is that it is not.</value>
    public bool Rewarded { get; init; }
}

/// <summary>What is added to the assessed money.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FixedReward), "fixed")]
[JsonDerivedType(typeof(PooledReward), "pooled")]
public abstract record Reward
{
    private protected Reward()
    {
    }
}

/// <summary>The same sum for everyone rewarded, from outside the pool.</summary>
public sealed record FixedReward : Reward
{
    /// <summary>The sum, in fen, above 0.</summary>
    public required Fen Amount { get; init; }

    /// <summary>Whose budget pays it.</summary>
    public required Tier FundedBy { get; init; }
}

/// <summary>
/// What the pool's assessed subjects were not paid, shared equally among its rewarded: largest remainder in fen, roster order.
/// Where nobody is rewarded it is kept. What subjects who were not assessed did not get is always kept.
/// </summary>
public sealed record PooledReward : Reward;

/// <summary>What happens to the assessed money of a subject who was not assessed.</summary>
public enum SubsidyTreatment
{
    /// <summary>All of it is paid.</summary>
    Pay,

    /// <summary>It is paid by days served of the days in post, rounded half up.</summary>
    Prorate,

    /// <summary>None of it is paid.</summary>
    Withhold,
}

/// <summary>What happens to the assessed money, reason by reason.</summary>
public sealed record NotAssessedPay
{
    /// <summary>For a subject on leave.</summary>
    /// <value>The default is prorate.</value>
    public SubsidyTreatment OnLeave { get; init; } = SubsidyTreatment.Prorate;

    /// <summary>For a suspended subject.</summary>
    /// <value>The default is withhold.</value>
    public SubsidyTreatment Suspended { get; init; } = SubsidyTreatment.Withhold;

    /// <summary>For a subject with too few days in post.</summary>
    /// <value>The default is prorate.</value>
    public SubsidyTreatment ShortService { get; init; } = SubsidyTreatment.Prorate;
}
