using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Feedback;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Properties;

public sealed class FeedbackProperties
{
    [Fact]
    public void For_Scored_ItemsAddUpToTheComponents() => Cases.ForEach(200, leastShare: 0.5, (scheme, input, _) =>
    {
        var decided = Make.Approve(scheme, input);
        var feedback = PoolFeedback.Of(scheme, decided);

        foreach (var outcome in decided.Outcomes.Select(one => one.Proposed).Where(one => one.Score is not null))
        {
            var items = feedback.For(outcome.Entry.Subject).Items.ToDictionary(item => item.Item, item => item.Obtained ?? Score.Zero);
            foreach (var (component, line) in scheme.Document.Components.Zip(outcome.Explanation.Components))
                Assert.Equal(line.Obtained, Sum(component.Items.Select(item => items[item])));
        }

        return decided.Outcomes.Any(one => one.Proposed.Score is not null);
    });

    [Fact]
    public void For_Everyone_DistancesFromTheAverageCancelOut() => Cases.ForEach(200, leastShare: 0.5, (scheme, input, _) =>
    {
        var feedback = PoolFeedback.Of(scheme, Make.Approve(scheme, input));

        var items = input.Roster.SelectMany(entry => feedback.For(entry.Subject).Items).Where(item => item.Obtained is not null).ToList();
        Assert.All(items.GroupBy(item => item.Item), one => Assert.Equal(Score.Zero, Sum(one.Select(item => item.Obtained!.Value - item.Average!.Value))));

        return items.Count > 0;
    });

    [Fact]
    public void Of_AnyPool_TellsEachAssessedOwnersFailuresOnce() => Cases.ForEach(200, leastShare: 0.5, (plain, input, random) =>
    {
        var scheme = Scheme.From(plain.Document with { Rectification = new() { Below = Share.Of(random.Next(1, 10_001) / 10_000m) } }).Required();
        var decided = Make.Approve(scheme, input);
        var shortfalls = Shortfalls.Of(scheme, decided);

        var owners = shortfalls.Select(one => (one.Item, one.Subject, one.Village)).ToHashSet();
        Assert.Equal(shortfalls.Count, owners.Count);
        foreach (var outcome in decided.Outcomes.Select(one => one.Proposed).Where(one => one.Kind != OutcomeKind.NotAssessed))
        {
            foreach (var item in PoolFeedback.Of(scheme, decided).For(outcome.Entry.Subject).Items)
            {
                var most = (item.Maximum?.Value ?? 0) * scheme.Document.Rectification!.Below.Value;
                var isShort = item.FailedGate || item.Obtained < Score.Of((System.Numerics.BigInteger)(most * 1_000_000), 1_000_000);
                Assert.Equal(isShort, owners.Contains(item.Level == ItemLevel.Village ? (item.Item, null, outcome.Entry.Village) : (item.Item, outcome.Entry.Subject, null)));
            }
        }

        return shortfalls.Count > 0;
    });

    private static Score Sum(IEnumerable<Score> scores) => scores.Aggregate(Score.Zero, (sum, score) => sum + score);
}
