using Yuekao.Assessment.Projects;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Documents;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Projects;

public sealed class ProjectReadingsTests
{
    private static readonly ProjectFacts Nothing = new([], [], []);
    private static readonly DispatchDays October = new(Make.October.FirstDay, Make.October.LastDay);

    [Theory]
    // Due and done within October.
    [InlineData("10-20", "10-20", 4)]
    [InlineData("10-20", "10-21", 0)]
    [InlineData("10-31", null, 0)]
    // Done ahead of its month.
    [InlineData("10-01", "09-02", 4)]
    // Missed in September: once more in the month in which it was done, then no more.
    [InlineData("09-30", null, 0)]
    [InlineData("09-30", "10-02", 0)]
    [InlineData("09-30", "09-29", 4)]
    [InlineData("08-31", "09-30", 4)]
    // Not due yet.
    [InlineData("11-01", null, 4)]
    public void Progress_OneMilestone_CountsInItsMonthAndWhileItIsLate(string due, string? done, int points) =>
        Assert.Equal(Points.Of(points), Progress(new ProgressRule(), 4, [Project("a", 1, true, (due, done))]).Points);

    /// <summary>A dispatch that is due on the 28th, after one that was due on the 28th: what is due after it is the next one's, to the day.</summary>
    [Theory]
    [InlineData("10-28", null, 0)]
    [InlineData("10-29", null, 4)]
    [InlineData("09-29", null, 0)]
    [InlineData("09-29", "09-29", 4)]
    [InlineData("09-28", "09-29", 0)]
    [InlineData("09-28", "09-28", 4)]
    public void Progress_OfADispatchThatIsDueEarly_CountsTheDaysSinceTheLastOne(string due, string? done, int points) =>
        Assert.Equal(Points.Of(points), Read(Item(new ProgressRule(), 4), Nothing with { Projects = [Project("a", 1, true, (due, done))] }, new(Day("09-29"), Day("10-28"))).Points);

    [Theory]
    [InlineData(1, 1, 1, "1.33")]
    [InlineData(2, 1, 1, "2")]
    [InlineData(1, 3, 2, "0.67")]
    public void Progress_Shares_GoByTheProjectsWeightsAndAreRoundedOnce(int done, int missed, int late, string points)
    {
        ProjectFact[] projects = [Project("a", done, true, ("10-10", "10-10")), Project("b", missed, true, ("10-10", null)), Project("c", late, true, ("10-11", "10-12"))];

        Assert.Equal(points, Progress(new ProgressRule(), 4, projects).Points.ToString());
    }

    [Fact]
    public void Progress_SilenceAndFindings_TakeOffAndAreNamed()
    {
        var rule = new ProgressRule { Silent = Points.Of(1), OpenFinding = Points.Of(0.5m), OverdueFinding = Points.Of(0.25m) };
        var facts = Nothing with
        {
            Projects = [Project("a", 1, false, ("10-10", "10-10"))],
            Findings = [Finding("i2", "f1", "a", isOverdue: true), Finding("i1", "f1", "a", isOverdue: false)],
        };

        var reading = Read(Item(rule, 4), facts);

        Assert.Equal(Points.Of(1.75m), reading.Points);
        Assert.Equal(Points.Of(2.25m), reading.TakenOff);
        Assert.Equal(["a"], reading.Silent.Select(project => project.Value));
        Assert.Equal(["i1", "i2"], reading.Findings.Select(finding => finding.Inspection.Value));
        Assert.Equal(new SharePart(1, 1), reading.Share);
    }

    [Fact]
    public void Progress_OfOneProject_LeavesTheOthersAlone()
    {
        var facts = Nothing with { Projects = [Project("a", 1, true, ("10-10", "10-09")), Project("b", 9, false, ("10-10", null))], Findings = [Finding("i", "f", "b", isOverdue: true)] };

        var reading = Read(Item(new ProgressRule { Project = ProjectId.Of("a"), Silent = Points.Of(1), OpenFinding = Points.Of(1) }, 4), facts);

        Assert.Equal((Points.Of(4), Points.Zero), (reading.Points, reading.TakenOff));
        Assert.Single(reading.Milestones);
    }

    [Fact]
    public void Progress_MoreOffThanThereIs_StopsAtZero()
    {
        var facts = Nothing with { Projects = [Project("a", 1, false, ("10-10", null), ("10-11", "10-11"))] };

        var reading = Read(Item(new ProgressRule { Silent = Points.Of(3) }, 4), facts);

        Assert.Equal((Points.Zero, Points.Of(2)), (reading.Points, reading.TakenOff));
    }

    [Fact]
    public void Reports_Share_GoesByWeightsAndNamesTheSilent()
    {
        var reading = Read(Item(new ReportsRule(), 4), Nothing with { Projects = [Project("b", 1, false), Project("a", 3, true)] });

        Assert.Equal((Points.Of(3), new SharePart(3, 4)), (reading.Points, reading.Share));
        Assert.Equal(["b"], reading.Silent.Select(project => project.Value));
    }

    [Fact]
    public void Publicity_CountsByChannelAndLevel_UpToTheMaximum()
    {
        var rule = new PublicityRule
        {
            Channels =
            [
                new() { Channel = PublicityChannel.Site, Level = PublicityLevel.County, Points = Points.Of(0.2m) },
                new() { Channel = PublicityChannel.Newspaper, Level = PublicityLevel.Province, Points = Points.Of(2) },
            ],
        };
        PublishedFact[] some = [new(PublicityChannel.Newspaper, PublicityLevel.City, 9), new(PublicityChannel.Site, PublicityLevel.County, 3)];

        Assert.Equal(Points.Of(0.6m), Read(Item(rule, 3), Nothing with { Published = some }).Points);
        Assert.Equal(Points.Of(3), Read(Item(rule, 3), Nothing with { Published = [.. some, new(PublicityChannel.Newspaper, PublicityLevel.Province, 2)] }).Points);
    }

    [Fact]
    public void Of_NothingAsked_GivesTheMaximumButForPublicity() => Assert.All(
        ProjectReadings.Of(Ranking, October, Nothing),
        reading => Assert.Equal(
            Ranking.Document.Items.OfType<PointsItem>().Single(item => item.Id == reading.Item) is { Rule: PublicityRule } ? Points.Zero : Maximum(reading.Item), reading.Points));

    /// <summary>Whatever comes in whatever order: within the bounds, the same, and never less for a milestone done, a report made, a finding closed, an item published.</summary>
    [Fact]
    public void Of_AnyFacts_IsBoundedOrderlessAndNeverPunishesWhatIsBetter()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var facts = RandomFacts(random);
            var readings = ProjectReadings.Of(Ranking, October, facts);

            Assert.Equal(Ranking.Document.Items.Where(item => item.Source == SourceId.Projects).Select(item => item.Id), readings.Select(reading => reading.Item));
            Assert.All(readings, reading => Assert.InRange(reading.Points.Hundredths, 0, Maximum(reading.Item).Hundredths));
            Assert.Equal(Json(readings), Json(ProjectReadings.Of(Ranking, October, Shuffled(facts, random))));
            Assert.All(ProjectReadings.Of(Ranking, October, Better(facts, random)).Zip(readings), pair => Assert.True(pair.First.Points >= pair.Second.Points, $"{seed}: {pair}"));
        }
    }

    private static Scheme Ranking { get; } = Scheme.Load(SchemeFiles.Read("haixing.work-ranking")).Required();

    private static Points Maximum(ItemId item) => ((PointsItem)Ranking.Document.Items.Single(one => one.Id == item)).Maximum;

    private static string Json(IReadOnlyList<ComputedReading> readings) => System.Text.Json.JsonSerializer.Serialize(readings, AssessmentJson.Options);

    private static ComputedReading Progress(ProgressRule rule, decimal maximum, ProjectFact[] projects) => Read(Item(rule, maximum), Nothing with { Projects = projects });

    private static PointsItem Item(ProjectRule rule, decimal maximum) =>
        new() { Id = ItemId.Of("item"), Title = Make.Text("项"), Provenance = Provenance.Example, Source = SourceId.Projects, Maximum = Points.Of(maximum), Rule = rule };

    private static ComputedReading Read(PointsItem item, ProjectFacts facts, DispatchDays? days = null)
    {
        var document = Ranking.Document with
        {
            Sources = [Ranking.Document.Sources.Single(source => source.Id == SourceId.Projects)],
            Items = [item],
            Components = [new() { Id = ComponentId.Of("all"), Title = Make.Text("全"), Weight = Weight.Of(100), Items = [item.Id] }],
            TieBreakers = [],
        };
        return Assert.Single(ProjectReadings.Of(Scheme.From(document).Required(), days ?? October, facts));
    }

    private static ProjectFact Project(string id, int weight, bool isReported, params (string Due, string? Done)[] milestones) => new(
        ProjectId.Of(id), weight, isReported, [.. milestones.Select((one, index) => new MilestoneFact(MilestoneId.Of($"m{index}"), Day(one.Due), one.Done is null ? null : Day(one.Done)))]);

    private static FindingFact Finding(string inspection, string finding, string project, bool isOverdue) => new(InspectionId.Of(inspection), FindingId.Of(finding), ProjectId.Of(project), isOverdue);

    private static DateOnly Day(string day) => DateOnly.ParseExact($"2026-{day}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static ProjectFacts RandomFacts(Random random)
    {
        string[] ids = [.. Ranking.Document.Items.OfType<PointsItem>().Select(item => item.Id.Value).Where(_ => random.Next(3) > 0)];
        return new ProjectFacts(
            [.. ids.Select(id => new ProjectFact(ProjectId.Of(id), random.Next(1, 10), random.Next(2) == 0, [.. Enumerable.Range(0, random.Next(4)).Select(number => RandomMilestone(random, number))]))],
            [.. Enumerable.Range(0, random.Next(6)).Where(_ => ids.Length > 0).Select(number => Finding($"i{number % 2}", $"f{number}", ids[random.Next(ids.Length)], random.Next(2) == 0))],
            [.. Enum.GetValues<PublicityChannel>().SelectMany(_ => Enum.GetValues<PublicityLevel>(), (channel, level) => new PublishedFact(channel, level, random.Next(3)))]);
    }

    private static MilestoneFact RandomMilestone(Random random, int number)
    {
        var due = new DateOnly(2026, 9, 1).AddDays(random.Next(91));
        return new MilestoneFact(MilestoneId.Of($"m{number}"), due, random.Next(3) == 0 ? null : new DateOnly(2026, 9, 1).AddDays(random.Next(61)));
    }

    private static ProjectFacts Shuffled(ProjectFacts facts, Random random) => new(
        [.. facts.Projects.Select(project => project with { Milestones = [.. project.Milestones.OrderBy(_ => random.Next())] }).OrderBy(_ => random.Next())],
        [.. facts.Findings.OrderBy(_ => random.Next())],
        [.. facts.Published.OrderBy(_ => random.Next())]);

    // One thing of each kind gets better: a milestone of the month is done by its day, a project reports, a finding is closed, an item more is published.
    private static ProjectFacts Better(ProjectFacts facts, Random random)
    {
        ProjectFact[] projects = [.. facts.Projects];
        if (projects.Length > 0)
        {
            var chosen = random.Next(projects.Length);
            projects[chosen] = projects[chosen] with
            {
                IsReported = true,
                Milestones = [.. projects[chosen].Milestones.Select(one => Make.October.Contains(one.Due) ? one with { Done = one.Due } : one)],
            };
        }

        return new ProjectFacts(projects, [.. facts.Findings.Skip(1)], [.. facts.Published.Select(one => one with { Count = one.Count + 1 })]);
    }
}
