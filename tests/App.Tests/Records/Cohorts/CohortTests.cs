namespace Yuekao.App.Tests.Records.Cohorts;

/// <summary>The bounds of a cohort, whoever is selected, leaves and joins again.</summary>
public sealed class CohortTests
{
    private static readonly SchemeId Selection = SchemeId.Of("dongguang.selection");
    private static readonly DateTimeOffset At = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = new(2026, 1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnySequence_OfSelectionsLeavingsAndRejoinings_KeepsTheBounds(int seed)
    {
        for (int run = 0; run < 60; run++)
        {
            var random = new Random((seed * 1000) + run);
            Cohort cohort = Empty(random.Next(1, 8));
            DateOnly day = First;
            for (int step = 0; step < 40; step++, day = day.AddDays(random.Next(3)))
            {
                Cohort before = cohort;
                cohort = Step(cohort, random, day);
                SubjectId[] current = [.. cohort.Current.Select(member => member.Person)];
                Assert.InRange(current.Length, 0, cohort.Capacity);
                Assert.Distinct(current);
                Assert.All(cohort.Members.GroupBy(member => member.Person), InTurn);
                Assert.Equal(before.Members.Select(member => (member.Person, member.JoinedOn)), cohort.Members.Take(before.Members.Count).Select(member => (member.Person, member.JoinedOn)));
                Assert.Equal(ReferenceEquals(before, cohort) ? 0 : 1, cohort.Revision - before.Revision);
            }
        }
    }

    [Fact]
    public void Fill_MoreThanThereArePlaces_TakesThemByRankAndKeepsTheOthers()
    {
        Cohort cohort = Fill(Empty(3).Join(Member("b", First)), "2026", "a", "b", "c", "d");

        Assert.Equal(["b", "a", "c"], cohort.Current.Select(member => member.Person.Value));
        CohortSelection selection = Assert.Single(cohort.Selections);
        Assert.Equal((1, 2, "d"), (selection.Already, selection.Joined, Assert.Single(selection.WithoutPlace).Person.Value));
        Assert.Same(cohort, Fill(cohort, "2026", "a", "b", "c", "d"));
    }

    [Fact]
    public void Fill_AgainAfterSomebodyLeft_LeavesThemOut()
    {
        Cohort cohort = Leave(Fill(Empty(1), "2026", "a"), "a", new DateOnly(2026, 4, 1));

        Assert.Empty(Fill(cohort, "2026", "a").Current);
        Assert.Equal(["a"], Fill(cohort, "2027", "a").Current.Select(member => member.Person.Value));
    }

    [Theory]
    [InlineData("2026-01-01", null, 365)]
    [InlineData("2025-06-01", null, 365)]
    [InlineData("2026-12-31", null, 1)]
    [InlineData("2026-01-01", "2026-01-02", 1)]
    [InlineData("2025-01-01", "2026-01-01", 0)]
    [InlineData("2027-01-01", null, 0)]
    [InlineData("2026-03-01", "2027-03-01", 306)]
    public void DaysIn_AYear_CountsFromJoiningToTheDayBeforeLeaving(string joined, string? left, int expected)
    {
        CohortMember member = Member("a", DateOnly.Parse(joined, CultureInfo.InvariantCulture));
        if (left is not null)
            member = member with { Left = Leaving(DateOnly.Parse(left, CultureInfo.InvariantCulture)) };

        Assert.Equal(expected, member.DaysIn(Period.Of("2026")));
    }

    [Fact]
    public void With_FewerPlacesThanMembers_IsRefused()
    {
        Cohort cohort = Fill(Empty(2), "2026", "a", "b");

        Assert.Throws<ProblemException>(() => cohort.With(new CohortRequest(cohort.Title, Capacity: 1)));
        Assert.Same(cohort, cohort.With(new CohortRequest(cohort.Title, Capacity: 2)));
    }

    private static Cohort Step(Cohort cohort, Random random, DateOnly day)
    {
        string who = $"p{random.Next(10)}";
        try
        {
            return random.Next(4) switch
            {
                0 => Fill(cohort, $"{random.Next(2020, 2030)}", [.. Enumerable.Range(0, random.Next(12)).Select(_ => $"p{random.Next(10)}")], day),
                1 => cohort.Join(Member(who, day)),
                2 => cohort.With(new CohortRequest(cohort.Title, random.Next(1, 8))),
                _ => Leave(cohort, who, day),
            };
        }
        catch (ProblemException refused) when (refused.Type == ProblemType.RuleBroken)
        {
            return cohort;
        }
    }

    // One time in it is over before the next begins.
    private static void InTurn(IEnumerable<CohortMember> times)
    {
        foreach ((CohortMember earlier, CohortMember later) in times.Zip(times.Skip(1)))
            Assert.True(earlier.Left!.On <= later.JoinedOn);
    }

    private static Cohort Empty(int capacity) => new() { Id = CohortId.Of("hundred"), Title = new LocalText { ZhCn = "百名" }, Capacity = capacity };

    private static Cohort Fill(Cohort cohort, string year, params string[] people) => Fill(cohort, year, people, CountyDays.Of(At));

    private static Cohort Fill(Cohort cohort, string year, string[] people, DateOnly day) => cohort.Fill(Selection, Period.Of(year), At, people.Select(who => Member(who, day)));

    private static Cohort Leave(Cohort cohort, string who, DateOnly day) => cohort.Leave(SubjectId.Of(who), Leaving(day));

    private static CohortLeaving Leaving(DateOnly day) => new(day, LeavingReason.Age, At, "county", "某人");

    private static CohortMember Member(string who, DateOnly day) => new(SubjectId.Of(who), who, TownshipId.Of("t1"), day, new CohortJoining(At, "county", "某人"));
}
