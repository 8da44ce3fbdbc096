using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Oracle.Adapter;

/// <summary>What the library says of pools, by both of its paths.</summary>
internal static class LibraryVerdict
{
    public static List<Verdict> Of(Scheme scheme, IReadOnlyList<PoolInput> pools)
    {
        var bulk = Bulk(scheme, pools);
        return pools.Select((pool, index) => new Verdict(Explained(scheme, pool), bulk[index])).ToList();
    }

    private static List<string> Explained(Scheme scheme, PoolInput pool) => Assessor.Assess(scheme, pool) switch
    {
        Proposal proposal => Lines(scheme, proposal),
        Incomplete incomplete => incomplete.Missing.Select(one => $"missing {one.Item} {one.Source} {one.Subject?.Value ?? one.Village?.Value}").Order().ToList(),
        Refused refused => refused.Problems.Select(problem => $"refused {problem}").ToList(),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private static List<string> Lines(Scheme scheme, Proposal proposal)
    {
        var decided = Assert.IsType<Decided>(Meeting.Decide(scheme, proposal, MeetingDecision.Approval));
        var ledger = scheme.Document.Subsidy is null ? null : Subsidy.Compute(scheme, decided);
        Assert.True(ledger is null || ledger.Reconcile().Balances);
        var seats = string.Join(' ', proposal.Pool.Grades.Where(grade => grade.Seats is not null).Select(grade => grade.Seats));
        return
        [
            $"assessed {proposal.Pool.Assessed} ranked {proposal.Pool.Ranked} seats {seats}",
            .. proposal.Outcomes.Select((outcome, index) => Line(outcome, ledger?.Lines[index])),
        ];
    }

    private static string Line(SubjectOutcome one, LedgerLine? pay)
    {
        var why = one.Explanation;
        var reason = one.Reason is { } given ? char.ToLowerInvariant(given.ToString()[0]) + given.ToString()[1..] : "";
        var money = pay is null ? "" : $" paid {pay.Base - pay.Assessed} + {pay.AssessedPaid} of {pay.Assessed} + {pay.Reward} = {pay.Paid}";
        return $"{one.Entry.Subject} {one.Kind} {reason} {one.Grade} score {one.Score} rank {one.Rank} selected {one.Selected} tied {why.Tie is not null} "
            + $"failed {string.Join(',', why.GateFailures.Select(reading => reading.Item.Value).Order())} "
            + $"vetoes {string.Join(',', why.Vetoes.Select(veto => veto.Rule.Value).Distinct().Order())} "
            + $"bonus {Score.Of(why.Bonus.Counted)} deductions {Score.Of(why.Deductions.Counted)}{money}";
    }

    private static List<List<string>> Bulk(Scheme scheme, IReadOnlyList<PoolInput> pools)
    {
        var result = BulkAssessor.Assess(scheme, BulkInput.From(scheme, pools));
        var incomplete = result.IncompletePools.ToHashSet();
        var first = 0;
        var all = new List<List<string>>();
        foreach (var (index, pool) in pools.Index())
        {
            var start = first;
            all.Add(incomplete.Contains(index) ? ["incomplete"] : pool.Roster.Select((entry, place) => Line(entry, result, start + place)).ToList());
            first += pool.Roster.Count;
        }

        return all;
    }

    private static string Line(RosterEntry entry, BulkResult result, int subject) =>
        $"{entry.Subject} {result.KindOf(subject)} {result.GradeOf(subject)} rank {result.RankOf(subject)} selected {result.IsSelected(subject)} "
        + $"tied {result.IsTied(subject)} paid {result.PaidTo(subject).Amount}";
}
