using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Properties;

public sealed class ArrearsProperties
{
    private const int Mends = 4;

    [Fact]
    public void Of_AnyRosterMendedAnyNumberOfTimes_PaysInAllWhatTheRightOneWouldHavePaid() => Cases.ForEach(400, leastShare: 0.6, (scheme, input, random) =>
    {
        if (scheme.Document.Subsidy is not { } rules)
            return false;
        scheme = Assessment.Scheme.From(scheme.Document with { Pool = random.Next(2) == 0 ? Tier.County : Tier.Township }).Required();
        input = scheme.Document.Pool == Tier.County ? input : input with { Roster = [.. input.Roster.Select(entry => entry with { Township = TownshipId.Of("t0") })] };
        var decided = Make.Approve(scheme, input);
        var ledger = Subsidy.Compute(scheme, decided);
        var before = input.Roster.Select(entry => TimeInPost.Of(entry, input.Period)).ToArray();
        var booked = ledger.Lines.Select(line => line.Paid - line.Reward).ToArray();

        for (var mend = 0; mend < Mends; mend++)
        {
            RosterEntry[] right = [.. input.Roster.Select(entry => random.Next(3) == 0 ? entry : Mended(entry, input.Period, random))];
            Fen[] due = [.. Subsidy.Compute(scheme, With(decided, right)).Lines.Select(line => line.Paid - line.Reward)];
            var arrears = new List<ArrearsLine>();
            foreach (var (place, line) in ledger.Lines.Index())
            {
                var pay = new RevisitedPay
                {
                    Subject = line.Subject,
                    Township = line.Township,
                    Grade = line.Grade,
                    Reason = line.Reason,
                    Before = before[place],
                    After = TimeInPost.Of(right[place], input.Period),
                    Booked = booked[place],
                };
                if (ArrearsLine.Of(rules, input.Period, pay) is { } owed)
                    arrears.Add(owed);
                booked[place] += arrears.Where(one => one.Subject == line.Subject).Aggregate(Fen.Zero, (sum, one) => sum + one.Difference);
                before[place] = pay.After;
                Assert.Null(ArrearsLine.Of(rules, input.Period, pay with { Booked = booked[place] }));
            }

            Assert.Equal(due, booked);
            var sums = (ledger with { Arrears = arrears }).Reconcile();
            Assert.Empty(sums.Differences);
            Assert.Equal(arrears.Sum(one => one.Difference.Amount), sums.Townships.Sum(township => township.Arrears.Amount));
            Assert.Equal(ledger.Reconcile().County.Paid + sums.County.Arrears, sums.County.Paid);
        }

        return true;
    });

    private static RosterEntry Mended(RosterEntry entry, Period period, Random random)
    {
        var days = random.Next(period.Days + 1);
        return entry with { DaysInPost = days, DaysServed = random.Next(days + 1), BaseSubsidy = new(days == 0 ? 0 : random.Next(500_000)) };
    }

    private static Decided With(Decided decided, RosterEntry[] roster) => decided with
    {
        Outcomes = [.. decided.Outcomes.Zip(roster, (outcome, entry) => outcome with { Proposed = outcome.Proposed with { Entry = entry } })],
    };
}
