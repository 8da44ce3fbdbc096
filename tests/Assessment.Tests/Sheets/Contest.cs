using FsCheck;
using FsCheck.Fluent;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Sheets;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Sheets;

/// <summary>A contest of two components, judged by two panels: one's mean with weight 40, the other's trimmed mean with 60.</summary>
internal static class Contest
{
    public static readonly SourceId Mean = SourceId.Of("judge:mean");
    public static readonly SourceId Trimmed = SourceId.Of("judge:trimmed");

    private static readonly PointsItem[] Items = [Judged("theme", 20), Judged("results", 45), Judged("delivery", 15)];

    public static Scheme Scheme { get; } = Assessment.Scheme.From(Document(new RankingGrading())).Required();

    public static SchemeDocument Document(Grading grading) => Make.Document(grading) with
    {
        Sources =
        [
            new() { Id = Mean, Title = Make.Text("评委"), Sheets = new MeanSheets { Least = 3 } },
            new() { Id = Trimmed, Title = Make.Text("评委"), Sheets = new TrimmedMeanSheets { Least = 3 } },
        ],
        Items = Items,
        Gate = null,
        Components = [Make.Component("stage", 30, Items[0], Items[2]) with { Raters = Raters }, Make.Component("work", 70, Items[1]) with { Raters = Raters }],
    };

    public static IReadOnlyList<PointsItem> Judgeable => Items;

    /// <summary>Sheets for each subject, from 3 to 11 from each panel; often so that subjects tie whose panels are not alike.</summary>
    public static Gen<IReadOnlyList<IReadOnlyList<Marks>>> Pools(int most = 7) =>
        from subjects in Gen.Choose(1, most)
        from marks in Gen.OneOf(Subject(Panel), Gen.Choose(1, 3).SelectMany(part => Subject(panel => Even(panel, part)))).ListOf(subjects)
        select (IReadOnlyList<IReadOnlyList<Marks>>)[.. marks];

    private static Gen<IReadOnlyList<Marks>> Subject(Func<SourceId, Gen<IReadOnlyList<Marks>>> panel) =>
        from mean in panel(Mean)
        from trimmed in panel(Trimmed)
        select (IReadOnlyList<Marks>)[.. mean, .. trimmed];

    // Of each item a part and a third of a hundredth more, however many judges there are: so subjects tie.
    private static Gen<IReadOnlyList<Marks>> Even(SourceId panel, int part) =>
        from threes in Gen.Choose(1, 3)
        let third = Enumerable.Range(0, 3 * threes).Select(judge => judge < threes ? 1 : 0).ToList()
        select (IReadOnlyList<Marks>)[.. Items.Select(item => new Marks(panel, item, [.. (panel == Trimmed ? [0, .. third, 1] : third).Select(more => ((int)item.Maximum.Hundredths * part / 4) + more)]))];

    /// <summary>What a panel of 3, 6, 7 or 9 gives one subject for each item, in hundredths.</summary>
    public static Gen<IReadOnlyList<Marks>> Panel(SourceId panel) =>
        from count in Gen.Elements(3, 6, 7, 9)
        from marks in Gen.CollectToList(Items, item => Hundredths(item, count).Select(given => new Marks(panel, item, given)))
        select (IReadOnlyList<Marks>)[.. marks];

    public static IReadOnlyList<Sheet> SheetsOf(SourceId panel, IReadOnlyList<IReadOnlyList<Marks>> pool) =>
    [
        .. from subject in pool.Index()
           let own = subject.Item.Where(marks => marks.Panel == panel).ToList()
           from judge in Enumerable.Range(0, own[0].Hundredths.Count)
           select new Sheet(JudgeId.Of($"j{judge}"), Make.Subject(subject.Index), own.ToDictionary(marks => marks.Item.Id, marks => ReadingValue.Of(marks.Hundredths[judge] / 100m))),
    ];

    public static PoolInput InputOf(IReadOnlyList<IReadOnlyList<Marks>> pool) => new()
    {
        Period = Make.October,
        Roster = [.. pool.Select((_, place) => Make.Entry(place))],
        Readings = [.. new[] { Mean, Trimmed }.SelectMany(panel => SheetMeans.Of(Scheme, panel, SheetsOf(panel, pool)).Select(mean => ReadingOf(panel, mean)))],
    };

    public static Reading ReadingOf(SourceId source, MeanReading mean) =>
        new() { Item = mean.Item, Source = source, Subject = mean.Subject, Value = mean.Value, Basis = mean.Basis, At = Make.Noon };

    private static Gen<IReadOnlyList<int>> Hundredths(PointsItem item, int count)
    {
        var most = (int)item.Maximum.Hundredths;
        return Gen.OneOf(
            Gen.Choose(0, most).ArrayOf(count),
            Gen.Choose(0, 2).Select(part => most * part / 2).ArrayOf(count),
            Gen.Choose(0, 3).Select(part => Enumerable.Repeat(most * part / 3, count).ToArray())).Select(marks => (IReadOnlyList<int>)marks);
    }

    private static IReadOnlyList<Rater> Raters => [new() { Source = Mean, Weight = Weight.Of(40) }, new() { Source = Trimmed, Weight = Weight.Of(60) }];

    private static PointsItem Judged(string id, decimal maximum) => Make.PointsItem(id, maximum) with { Source = null };
}

/// <summary>What a panel's judges give a subject for an item.</summary>
internal sealed record Marks(SourceId Panel, PointsItem Item, IReadOnlyList<int> Hundredths)
{
    /// <summary>The mean as a schoolbook has it, in hundredths.</summary>
    public Fraction Mean()
    {
        var counted = Panel == Contest.Trimmed ? Hundredths.Order().Skip(1).SkipLast(1).ToList() : [.. Hundredths];
        return Fraction.Of(counted.Sum(), counted.Count);
    }
}
