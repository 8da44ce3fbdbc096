using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Standings;
using Yuekao.Assessment.Tests.Oracle.Random;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Oracle;

/// <summary>The library and the second implementation agree on 2,000 random years under Haixing's rules, part of the year still to come or not.</summary>
public sealed class StandingAgreementTests
{
    private static readonly Scheme Monthly = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;

    private static readonly List<(string Grade, bool FewerThan, int Periods)> Rules =
        [.. Monthly.Document.Standing!.Rules.Select(rule => (rule.Grade.Value, rule.Bars == StandingBar.FewerThan, rule.Periods))];

    [Fact]
    public void Evaluate_RandomYears_AgreesWithTheOracle()
    {
        var seen = new HashSet<StandingStatus>();
        for (var seed = 0; seed < 2_000; seed++)
        {
            var dice = new Dice(seed);
            var through = dice.Between(1, 12);
            var joined = dice.Chance(80) ? 1 : dice.Between(1, through);
            var percentExcellent = dice.Between(0, 100);
            var grades = Enumerable.Range(joined, through - joined + 1)
                .Select(month => (Month: month, Grade: dice.Chance(percentExcellent) ? "excellent" : dice.Pick("fair", "fair", "poor", null)))
                .ToList();

            var periods = dice.Shuffled(grades).Select(one => Month(one.Month, one.Grade)).ToList();

            var standing = YearStanding.Evaluate(Monthly, SubjectId.Of("s"), periods, Month(through, null).Period);

            seen.Add(standing.Status);
            Assert.Equal(
                $"seed {seed}: {Oracle.Rules.Standing.Status(Rules, [.. grades.Select(one => one.Grade)], 12 - through)}",
                $"seed {seed}: {standing.Status}");
            Assert.All(standing.Rules, rule => Assert.Equal(
                grades.Where(one => one.Grade == rule.Rule.Grade.Value).Select(one => one.Month),
                rule.Periods.Select(period => period.Number)));
        }

        Assert.Equal(3, seen.Count);
    }

    private static PeriodGrade Month(int month, string? grade) =>
        new(Period.Of($"2026-{month:00}"), grade is null ? null : GradeId.Of(grade));
}
