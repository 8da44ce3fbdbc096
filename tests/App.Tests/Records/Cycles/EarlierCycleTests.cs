namespace Yuekao.App.Tests.Records.Cycles;

/// <summary>Which cycles the ledgers of one that freezes look back on, and by which rosters those were paid.</summary>
public sealed class EarlierCycleTests
{
    private static readonly CycleKey Key = new(CountyId.Of("haixing"), SchemeId.Of("haixing.village-monthly"), Period.Of("2026-08"));
    private static readonly FrozenRoster[] First = [new(TownshipId.Of("gaowan"), 1), new(TownshipId.Of("suji"), 1)];
    private static readonly FrozenRoster[] Second = [new(TownshipId.Of("gaowan"), 2), new(TownshipId.Of("suji"), 1)];

    [Fact]
    public void Of_SealedCycles_TakesTheRostersThatTheyWerePaidByLast()
    {
        IReadOnlyList<EarlierCycle> earlier = EarlierCycle.Of([Sealed("2026-08", First, First), Sealed("2026-09", First, First), Sealed("2026-10", Second, Second)]);

        Assert.Equal(["2026-08", "2026-09", "2026-10"], earlier.Select(one => one.Period.Value));
        Assert.All(earlier, one => Assert.Equal(Second, one.Rosters));
    }

    [Fact]
    public void Of_PoolsThatWentBySeveralRosters_LooksAgainInAnyCase() => Assert.Empty(Assert.Single(EarlierCycle.Of([Sealed("2026-10", First, Second)])).Rosters);

    [Fact]
    public void Of_OneSealedAfterTheNextOpened_WasNotLookedBackOnByIt()
    {
        CycleWithPools late = Sealed("2026-09", First, First);
        CycleWithPools next = Sealed("2026-10", Second, Second);

        IReadOnlyList<EarlierCycle> earlier = EarlierCycle.Of([late with { Cycle = late.Cycle with { SealedAt = next.Cycle.OpenedAt!.Value.AddDays(1) } }, next]);

        Assert.Equal(First, earlier[0].Rosters);
        Assert.Equal(Second, earlier[1].Rosters);
    }

    [Fact]
    public void Of_OnePublishedAndNotSealed_IsLeftToTheNext()
    {
        CycleWithPools open = Sealed("2026-10", First, First);

        IReadOnlyList<EarlierCycle> earlier = EarlierCycle.Of([Sealed("2026-09", First, First), open with { Cycle = open.Cycle with { SealedAt = null, Phase = CyclePhase.Open } }]);

        Assert.Equal(["2026-09"], earlier.Select(one => one.Period.Value));
    }

    [Fact]
    public void Of_WhileAnEarlierLedgerIsOpen_LooksBackOnNothing()
    {
        CycleWithPools open = Sealed("2026-10", First, First);

        Assert.Empty(EarlierCycle.Of([Sealed("2026-09", First, First), open with { Cycle = open.Cycle with { SealedAt = null, PublishedAt = null, Phase = CyclePhase.Open } }]));
    }

    private static CycleWithPools Sealed(string period, params IReadOnlyList<FrozenRoster>[] rosters)
    {
        CycleKey key = Key with { Period = Period.Of(period) };
        var opened = new DateTimeOffset(key.Period.FirstDay.AddDays(24), TimeOnly.MinValue, TimeSpan.Zero);
        var cycle = new CycleRecord
        {
            Key = key,
            Phase = CyclePhase.Sealed,
            StartedAt = opened,
            StartedBy = "test",
            SchemeVersion = 1,
            OpenedAt = opened,
            PublishedAt = opened.AddDays(12),
            SealedAt = opened.AddDays(18),
        };
        return new CycleWithPools(cycle, [.. rosters.Index().Select(one => Paid(First[one.Index].Township, one.Item, opened))]);
    }

    private static PoolRecord Paid(TownshipId township, IReadOnlyList<FrozenRoster> rosters, DateTimeOffset at) => new()
    {
        Pool = PoolId.Of(township),
        Phase = PoolPhase.Published,
        Since = at,
        Round = 1,
        CollectingDue = at,
        DecisionDue = at,
        Subjects = 1,
        Rosters = rosters,
    };
}
