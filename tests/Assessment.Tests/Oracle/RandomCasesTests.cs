using Yuekao.Assessment.Tests.Oracle.Adapter;
using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Tests.Oracle.Random;
using Yuekao.Assessment.Tests.Oracle.Rules;

namespace Yuekao.Assessment.Tests.Oracle;

/// <summary>Agreement says as much as its cases do: every rule must occur in them, and the same seed must make the same case.</summary>
public sealed class RandomCasesTests
{
    private static readonly List<(PlainScheme Scheme, PlainPool Pool)> Cases = [.. Enumerable.Range(0, 150).SelectMany(Make)];

    private static readonly List<(PlainScheme Scheme, PlainPool Pool, List<PlainOutcome> Outcomes)> Complete =
        [.. Cases.Where(one => Missing.Of(one.Scheme, one.Pool).Count == 0).Select(one => (one.Scheme, one.Pool, PoolOutcomes.Of(one.Scheme, one.Pool)))];

    [Fact]
    public void Pools_AreOfEverySizeUpTo120()
    {
        var sizes = Cases.Select(one => one.Pool.Roster.Count).ToList();

        Assert.Superset(new HashSet<int> { 0, 1, 2, 3, 5, 7, 10 }, sizes.ToHashSet());
        Assert.InRange(sizes.Max(), 100, 120);
        Assert.Contains(Cases, one => Missing.Of(one.Scheme, one.Pool).Count > 0);
    }

    [Theory]
    [InlineData("quota")]
    [InlineData("thresholds")]
    [InlineData("ranking")]
    public void Schemes_OfEveryGrading_HaveGatedVetoedAndNotAssessed(string grading)
    {
        var outcomes = Complete.Where(one => one.Scheme.Grading.Kind == grading).SelectMany(one => one.Outcomes).ToList();

        Assert.Contains(outcomes, one => one.FailedConditions.Count > 1);
        Assert.Contains(outcomes, one => one is { Vetoes.Count: > 0, NotAssessed: null, FailedConditions: [] });
        Assert.Superset(new HashSet<string?> { null, "suspended", "onLeave", "shortService" }, outcomes.Select(one => one.NotAssessed).ToHashSet());
    }

    [Theory]
    [InlineData("check")]
    [InlineData("points")]
    [InlineData("measure")]
    [InlineData("level")]
    public void Items_OfEveryKind_AreReadOfVillagesAndByRatersAndWaived(string kind)
    {
        var items = Cases.SelectMany(one => one.Scheme.Items.Where(item => item.Kind == kind).Select(item => (item, one.Pool))).ToList();

        Assert.Contains(items, one => one.item is { OfVillage: true, Source: null });
        Assert.Contains(items, one => one.item is { OfVillage: false, Source: not null });
        Assert.Contains(items, one => one.Pool.Waived.Contains(one.item.Id));
    }

    [Fact]
    public void Components_AreWaivedAsAWhole() =>
        Assert.Contains(Complete, one => one.Scheme.Components.Exists(component => component.Items.TrueForAll(one.Pool.Waived.Contains)));

    [Fact]
    public void Scores_FallBelowZeroAndRiseAbove100()
    {
        Assert.Contains(Complete, one => one.Outcomes.Exists(outcome => outcome.Score < 0));
        Assert.Contains(Complete, one => one.Outcomes.Exists(outcome => outcome.Score > 100));
    }

    [Fact]
    public void Scores_NeedMoreThan64Bits() =>
        Assert.Contains(Complete, one => one.Outcomes.Exists(outcome => outcome.Score is { } score && score.Below > long.MaxValue));

    [Fact]
    public void Ties_AreSplitByBreakersAndStandAcrossLines()
    {
        Assert.Contains(Complete, one => Ranked(one.Outcomes).GroupBy(outcome => outcome.Score).Any(equals => Ranks(equals) > 1));
        Assert.Contains(Complete, one => one.Scheme.Grading.Kind == "ranking" && one.Outcomes.Exists(outcome => outcome.Tied));
        Assert.Contains(Complete, one => one.Scheme.Grading.Kind == "quota" && Ranks(one.Outcomes.Where(outcome => outcome.Tied)) > 1);
    }

    [Fact]
    public void Gated_OutnumberTheWorstGradesSeats() =>
        Assert.Contains(Complete, one => one.Scheme.Grading.Kind == "quota" && one.Outcomes.Count(outcome => outcome.FailedConditions.Count > 0)
            > Seats.For(one.Outcomes.Count(outcome => outcome.NotAssessed is null), one.Scheme.Grading.Grades.Select(grade => grade.Number).ToList())[^1]);

    [Fact]
    public void Money_PoolsShareOddFen() =>
        Assert.Contains(Complete, one => one.Scheme.Subsidy is { Pooled: true }
            && Pay.Of(one.Scheme, one.Pool, one.Outcomes).Where(pay => pay.Reward > 0).Select(pay => pay.Reward).Distinct().Count() == 2);

    [Fact]
    public void Next_SameSeed_MakesTheSameCase() =>
        Assert.Equal(Make(7).Select(Show), Make(7).Select(Show));

    private static string Show((PlainScheme Scheme, PlainPool Pool) one) =>
        SchemeJson.Of(one.Scheme) + string.Join(';', one.Pool.Readings) + string.Join(';', one.Pool.Roster.SelectMany(subject => subject.Noted));

    private static int Ranks(IEnumerable<PlainOutcome> outcomes) => outcomes.DistinctBy(outcome => outcome.Rank).Count();

    private static IEnumerable<PlainOutcome> Ranked(List<PlainOutcome> outcomes) => outcomes.Where(outcome => outcome.Rank is not null);

    private static IEnumerable<(PlainScheme Scheme, PlainPool Pool)> Make(int seed)
    {
        var dice = new Dice(seed);
        var scheme = new RandomSchemes(dice).Next();
        return Dice.Times(5, _ => (scheme, new RandomPools(dice, scheme, 30).Next()));
    }
}
