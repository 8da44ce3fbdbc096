using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Properties;

public sealed class AppealProperties
{
    [Fact]
    public void Recompute_NothingCorrected_ChangesNothing() => Cases.ForEach(200, leastShare: 0.5, (scheme, input, random) =>
    {
        if (input.Roster.Count == 0)
            return false;
        var sealedPool = Make.Approve(scheme, input);
        var before = sealedPool.Outcomes[random.Next(input.Roster.Count)];
        if (before.Proposed.Kind == OutcomeKind.NotAssessed)
            return false;

        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(scheme, input, sealedPool, new() { Appellant = before.Proposed.Entry.Subject }));

        Assert.False(appeal.Improved);
        Assert.Equal(
            (before.Proposed.Kind, before.Proposed.Grade, before.Proposed.Score, before.Proposed.Rank, before.Proposed.Selected),
            (appeal.Recomputed.Kind, appeal.Recomputed.Grade, appeal.Recomputed.Score, appeal.Recomputed.Rank, appeal.Recomputed.Selected));

        return true;
    });

    [Fact]
    public void Recompute_RaisedReading_NeverCostsTheAppellantAndReconciles() => Cases.ForEach(300, leastShare: 0.3, (scheme, input, random) =>
    {
        if (input.Readings.Count == 0)
            return false;
        var sealedPool = Make.Approve(scheme, input);
        var reading = input.Readings[random.Next(input.Readings.Count)];
        var appellant = sealedPool.Outcomes.First(outcome => outcome.Proposed.Entry.Subject == reading.Subject || outcome.Proposed.Entry.Village == reading.Village);
        if (appellant.Proposed.Kind == OutcomeKind.NotAssessed)
            return false;
        var item = scheme.Document.Items.Single(one => one.Id == reading.Item);
        var raised = reading with { Value = RandomPool.Raise(item, reading.Value, random) };

        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(scheme, input, sealedPool, new() { Appellant = appellant.Proposed.Entry.Subject, Readings = [raised] }));

        Assert.True(appeal.Recomputed.Rank is null || appellant.Proposed.Rank is null || appeal.Recomputed.Rank <= appellant.Proposed.Rank);
        Assert.True(PlaceOf(scheme, appeal.Decided) <= PlaceOf(scheme, appellant), $"{appellant.Grade} became {appeal.Decided.Grade}.");
        Assert.True(appeal.Decided.Selected || !appellant.Selected);
        Assert.Equal(appeal.Improved, appeal.Decided.Grade != appellant.Grade || appeal.Decided.Selected != appellant.Selected);
        if (scheme.Document.Subsidy is null)
            return false;
        var ledger = Subsidy.Compute(scheme, sealedPool);
        var correction = Subsidy.Correct(scheme, ledger, appeal);
        Assert.True(correction.Difference >= Fen.Zero && correction.FromKept >= Fen.Zero && correction.External >= Fen.Zero);
        Assert.Equal(correction.Difference, correction.FromKept + correction.External);
        Assert.Equal(correction.Before.Kept - correction.FromKept, correction.After.Kept);
        Assert.True(appeal.Improved || correction.Difference == Fen.Zero);

        // With the corrected line in its place, all that is new is paid from what was kept or from outside.
        var corrected = ledger with { Lines = [.. ledger.Lines.Select(line => line.Subject == correction.After.Subject ? correction.After : line)] };
        var (before, after) = (ledger.Reconcile().County, corrected.Reconcile().County);
        Assert.Equal(after.Paid + after.Kept, before.Base + before.External + correction.External);

        return true;
    });

    /// <summary>The best grade is first; where there are no grades all are alike.</summary>
    private static int PlaceOf(Scheme scheme, DecidedOutcome outcome) => outcome.Grade is { } grade ? scheme.Grades.Index().Single(one => one.Item.Id == grade).Index : 0;
}
