using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Subsidies;

/// <summary>The sums of a ledger, for each township and for the county.</summary>
/// <param name="Townships">Each township's sums, by township id.</param>
/// <param name="County">The sums of all lines and arrears.</param>
public sealed record Reconciliation(IReadOnlyList<LedgerSums> Townships, LedgerSums County)
{
    /// <summary>Every sum that does not balance; empty when the money reconciles to the fen. A cycle with any must stop.</summary>
    public IReadOnlyList<LedgerSums> Differences =>
        [.. Townships.Append(County).Where(sums => sums.Difference != Fen.Zero)];

    /// <summary>Whether the money reconciles to the fen.</summary>
    public bool Balances => Differences.Count == 0;

    internal static Reconciliation Of(Ledger ledger)
    {
        var lines = ledger.Lines.ToLookup(line => line.Township);
        var arrears = ledger.Arrears.ToLookup(line => line.Township);
        var townships = lines.Select(group => group.Key).Union(arrears.Select(group => group.Key)).OrderBy(township => township.Value, StringComparer.Ordinal);
        return new(
            [.. townships.Select(township => LedgerSums.Of(township, lines[township], arrears[township], ledger.Pool == Tier.County))],
            LedgerSums.Of(null, ledger.Lines, ledger.Arrears, passesOn: false));
    }
}

/// <summary>What a township's, or the county's, ledger lines add up to.</summary>
public sealed record LedgerSums
{
    /// <summary>The township; null for the county.</summary>
    public TownshipId? Township { get; init; }

    /// <summary>The base subsidies.</summary>
    public required Fen Base { get; init; }

    /// <summary>What is paid, arrears included.</summary>
    public required Fen Paid { get; init; }

    /// <summary>What is not paid and kept.</summary>
    public required Fen Kept { get; init; }

    /// <summary>Rewards funded from outside the pool.</summary>
    public required Fen External { get; init; }

    /// <summary>Rewards that this township received from a pool of the whole county, less what was withheld here for them; zero where each township is a pool, and for the county.</summary>
    public required Fen PassedOn { get; init; }

    /// <summary>The arrears of earlier periods, paid from outside the pool: below 0 where more is taken back than paid.</summary>
    public Fen Arrears { get; init; }

    /// <summary>Paid + kept − base − external − arrears − passed on: zero to the fen, or the ledger is wrong by so much.</summary>
    public Fen Difference => Paid + Kept - Base - External - Arrears - PassedOn;

    internal static LedgerSums Of(TownshipId? township, IEnumerable<LedgerLine> lines, IEnumerable<ArrearsLine> arrears, bool passesOn)
    {
        var owed = arrears.Aggregate(Fen.Zero, (sum, line) => sum + line.Difference);
        var sums = new LedgerSums { Township = township, Base = Fen.Zero, Paid = owed, Kept = Fen.Zero, External = Fen.Zero, PassedOn = Fen.Zero, Arrears = owed };
        foreach (var line in lines)
        {
            sums = sums with
            {
                Base = sums.Base + line.Base,
                Paid = sums.Paid + line.Paid,
                Kept = sums.Kept + line.Kept,
                External = sums.External + (line.Funding == RewardFunding.External ? line.Reward : Fen.Zero),
                PassedOn = passesOn ? sums.PassedOn + (line.Funding == RewardFunding.Pool ? line.Reward : Fen.Zero) - (line.Withheld - line.Kept) : Fen.Zero,
            };
        }

        return sums;
    }
}
