using System.Numerics;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>
/// What a hundredth of a point in each column is worth in a pool with some items waived: an integer over one common denominator.
/// A component is scaled from what is left of its maximum; where nothing is left of it, its weight goes to the others in proportion.
/// </summary>
internal sealed class PoolWeights
{
    private const long FullScore = 100 * 100;

    private readonly bool[] counted;

    public PoolWeights(SchemePlan plan, IReadOnlySet<ItemId> waived)
    {
        Plan = plan;
        Waived = waived;
        Scales = [.. plan.Document.Components.Index().Select(component => Scale(component.Index))];
        var remaining = Scales.Where(scale => scale.Maximum > 0).Sum(scale => scale.Weight);
        RemainingWeight = remaining;
        CanScore = remaining > 0;

        var fractions = plan.Columns.Select(column => Fraction(column, remaining)).ToArray();
        Denominator = fractions.Aggregate(BigInteger.One, (common, fraction) => common / BigInteger.GreatestCommonDivisor(common, fraction.Denominator) * fraction.Denominator);
        Coefficients = [.. fractions.Select(fraction => fraction.Numerator * (Denominator / fraction.Denominator))];
        Gate = [.. plan.Columns.Index().Where(column => Gates(column.Item)).Select(column => new GateStep(column.Index, column.Item))];
        counted = [.. plan.Columns.Select(Counts)];
        Small = SmallWeights.TryMake(this);
    }

    public SchemePlan Plan { get; }

    public IReadOnlySet<ItemId> Waived { get; }

    /// <summary>The conditions that are left.</summary>
    public GateStep[] Gate { get; }

    /// <summary>What is left of each component.</summary>
    public ComponentScale[] Scales { get; }

    /// <summary>The weights of the components that are left, in hundredths.</summary>
    public long RemainingWeight { get; }

    /// <summary>Whether any component is left.</summary>
    public bool CanScore { get; }

    /// <summary>The common denominator: so many parts make a hundredth of a point of the score.</summary>
    public BigInteger Denominator { get; }

    /// <summary>What a hundredth of a point counts in each column, in parts; 0 where it does not count.</summary>
    public BigInteger[] Coefficients { get; }

    /// <summary>The same in 64 bits, where every possible sum fits; else null.</summary>
    public SmallWeights? Small { get; }

    public bool Counts(Column column) => column.Component >= 0 && !Waived.Contains(column.Item.Id);

    /// <summary>Whether a column counts, by its place.</summary>
    public bool IsCounted(int column) => counted[column];

    public bool Gates(Column column) => column.PassesFrom is not null && !Waived.Contains(column.Item.Id);

    /// <summary>The columns that split a tie, each list in its turn; null for bonus and deductions.</summary>
    public int[]? TieColumns(TieBreaker breaker)
    {
        Func<Column, bool>? matches = breaker switch
        {
            ItemTieBreaker one => column => column.Item.Id == one.Item,
            ComponentTieBreaker one => column => column.Component >= 0 && Plan.Document.Components[column.Component].Id == one.Component,
            _ => null,
        };
        return matches is null ? null : [.. Plan.Columns.Index().Where(column => matches(column.Item) && Counts(column.Item)).Select(column => column.Index)];
    }

    /// <summary>A score of its parts, which the scale of the pool's means splits.</summary>
    public Score ScoreOf(BigInteger parts, BigInteger scale) => Score.Of(parts, Denominator * scale * 100);

    private ComponentScale Scale(int index)
    {
        var component = Plan.Document.Components[index];
        var maximum = Plan.Columns.Where(column => column.Component == index && Counts(column)).DistinctBy(column => column.Item.Id).Sum(column => column.Maximum);
        var raters = component.Raters.Count == 0 ? 1 : component.Raters.Sum(rater => (long)(rater.Weight?.Hundredths ?? 1));
        return new(component, maximum, component.Weight.Hundredths, raters);
    }

    private (BigInteger Numerator, BigInteger Denominator) Fraction(Column column, long remaining)
    {
        if (!Counts(column))
            return (BigInteger.Zero, BigInteger.One);
        var scale = Scales[column.Component];
        var numerator = (BigInteger)FullScore * scale.Weight * column.RaterWeight;
        var denominator = (BigInteger)remaining * scale.RaterWeights * scale.Maximum;
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return (numerator / divisor, denominator / divisor);
    }
}

/// <summary>A component in one pool: what is left of its maximum, in hundredths, its weight and its raters' weights together.</summary>
internal sealed record ComponentScale(Component Component, long Maximum, long Weight, long RaterWeights);
