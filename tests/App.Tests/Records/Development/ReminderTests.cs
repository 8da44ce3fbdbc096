namespace Yuekao.App.Tests.Records.Development;

/// <summary>What a day's look finds: each matter once an interval, the county from the second on.</summary>
public sealed class ReminderTests(AppFixture app) : DevelopmentTest(app)
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(-5, 0)]
    public void Missed_SoManyDaysAfter_CountsWholeIntervals(int days, int expected) => Assert.Equal(expected, Interval.Missed(Today, 30, Today.AddDays(days)));

    [Theory]
    [InlineData(null, 30, "")]
    [InlineData(null, 31, "talksOverdue township:t1 1, talksOverdue township:t2 1")]
    [InlineData(30, 31, "talksOverdue township:t1 1, talksOverdue township:t2 1")]
    [InlineData(31, 60, "")]
    [InlineData(31, 61, "talksOverdue county 2, talksOverdue township:t1 1, talksOverdue township:t2 1")]
    [InlineData(60, 95, "talksOverdue county 2, talksOverdue township:t1 1, talksOverdue township:t2 1")]
    public async Task Find_Talks_AreToldOnceAnInterval(int? after, int through, string expected) => Assert.Equal(expected, await FindAsync(after, through));

    [Theory]
    [InlineData(110, 112, "")]
    [InlineData(112, 113, "rotationsShort township:t1 1")]
    [InlineData(113, 150, "")]
    [InlineData(150, 151, "rotationsShort county 1, rotationsShort township:t1 1")]
    public async Task Find_Rotations_AreToldAWeekBeforeTheEndAndAMonthAfter(int after, int through, string expected)
    {
        await ReadAsync<Rotation>(PutAsync("cadres/c1/rotations/r1", new RotationRequest(RotationOffice.Other, "信访办干事", Today, Today.AddDays(20)), Own), HttpStatusCode.Created);

        Assert.Equal(expected, await FindAsync(after, through, DevelopmentMatter.RotationsShort));
    }

    [Fact]
    public async Task Find_RotationsOfAMonth_AreNotTold()
    {
        await ReadAsync<Rotation>(PutAsync("cadres/c1/rotations/r1", new RotationRequest(RotationOffice.PartyBuilding, "干事", Today, Today.AddDays(29)), Own), HttpStatusCode.Created);

        Assert.Equal("", await FindAsync(after: null, 200, DevelopmentMatter.RotationsShort));
    }

    [Theory]
    [InlineData(100, 283, "")]
    [InlineData(283, 284, "reviewsOverdue township:t1 1")]
    [InlineData(284, 467, "reviewsOverdue county 1, reviewsOverdue township:t1 1")]
    public async Task Find_Reviews_AreToldEveryHalfYear(int after, int through, string expected)
    {
        var entry = new ReserveEntry
        {
            Person = SubjectId.Of("h1"),
            Name = "李志远",
            Source = ReserveSource.Outside,
            Township = TownshipId.Of("t1"),
            BirthYear = 1990,
            Education = ReserveEducation.College,
            Category = "高校毕业生",
        };
        await ReadAsync<ReserveChange>(PutAsync("reserve", new ReserveList([entry])));

        Assert.Equal(expected, await FindAsync(after, through, DevelopmentMatter.ReviewsOverdue));
    }

    // Days are counted from joining.
    private async Task<string> FindAsync(int? after, int through, DevelopmentMatter matter = DevelopmentMatter.TalksOverdue)
    {
        IReadOnlyList<DevelopmentReminder> found = (await LookAsync(after, through)).Reminders;
        Assert.All(found, one => Assert.NotEmpty(one.Names));
        return string.Join(", ", found.Where(one => one.Matter == matter).Select(one => $"{CellValues.NameOf(one.Matter)} {one.Role} {one.Count}"));
    }

    private Task<DevelopmentLook> LookAsync(int? after, int through)
    {
        var check = new DevelopmentCheck(CountyId.Of(County), Joined.AddDays(through), after is { } days ? Joined.AddDays(days) : null);
        return ActivatorUtilities.CreateInstance<DevelopmentActivities>(Services).FindReminders(check, Cancellation);
    }

    /// <summary>The first talk is overdue on the 31st day: until then a look a week is enough.</summary>
    [Theory]
    [InlineData(0, 7)]
    [InlineData(23, 30)]
    [InlineData(24, 31)]
    [InlineData(30, 31)]
    [InlineData(31, 38)]
    public async Task Look_IsAgainWhenSomebodyBecomesOverdue_OrAWeekLater(int through, int next) =>
        Assert.Equal(Joined.AddDays(next), (await LookAsync(after: null, through)).Next);
}
