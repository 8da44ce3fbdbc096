using FsCheck.Fluent;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Sheets;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Sheets;

public sealed class SheetMeansTests
{
    private static readonly SourceId[] Panels = [Contest.Mean, Contest.Trimmed];

    [Fact]
    public void Of_SixSheets_GivesTheMeanToTheFraction()
    {
        var reading = Single(Contest.Mean, 13, 14.5m, 15, 15, 16, 17);

        Assert.Equal(Mean.Of(9050, 6), reading.Value.Mean);
        Assert.Equal("""{"sum":45.25,"count":3}""", System.Text.Json.JsonSerializer.Serialize(reading.Value, AssessmentJson.Options));
        Assert.Equal("15.08", reading.Value.ToString());
        var basis = Assert.IsType<SheetBasis>(reading.Basis);
        Assert.Equal((6, 90.5m), (basis.Sheets, basis.Sum));
        Assert.Empty(basis.LeftOut);
    }

    [Fact]
    public void Of_Trimmed_LeavesOutOneHighestAndOneLowestOfEachItem()
    {
        var reading = Single(Contest.Trimmed, 20, 13, 15, 20, 13, 16);

        Assert.Equal(ReadingValue.Of(16), reading.Value);
        var basis = Assert.IsType<SheetBasis>(reading.Basis);
        Assert.Equal((6, 64m), (basis.Sheets, basis.Sum));
        Assert.Equal([13m, 20m], basis.LeftOut.Select(points => points.Value));
    }

    [Fact]
    public void Of_FewerThanTheLeast_GivesNoReading()
    {
        var item = Contest.Judgeable[0].Id;
        Sheet[] two = [SheetOf("j1", 0, item, 20), SheetOf("j2", 0, item, 20)];

        Assert.Empty(SheetMeans.Of(Contest.Scheme, Contest.Mean, two));
        Assert.Single(SheetMeans.Of(Contest.Scheme, Contest.Mean, [.. two, SheetOf("j3", 0, item, 20), SheetOf("j3", 1, item, 20)]));
    }

    [Fact]
    public void Of_WhatFitsNoSheet_IsRefused()
    {
        var item = Contest.Judgeable[0].Id;

        Assert.Throws<ArgumentException>(() => SheetMeans.Of(Contest.Scheme, SourceId.Of("judge:nobody"), []));
        Assert.Throws<ArgumentException>(() => SheetMeans.Of(Contest.Scheme, Contest.Mean, [SheetOf("j1", 0, item, 20), SheetOf("j1", 0, item, 20)]));
        Assert.Throws<ArgumentException>(() => SheetMeans.Of(Contest.Scheme, Contest.Mean, [SheetOf("j1", 0, item, 20.01m), SheetOf("j2", 0, item, 1), SheetOf("j3", 0, item, 1)]));
        Assert.Contains("from 0 to 20", SheetMeans.Misfit(Contest.Judgeable[0], ReadingValue.Of(20.01m))!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(SheetMeans.Misfit(Contest.Judgeable[0], ReadingValue.Of(Mean.Of(1, 3))));
        Assert.Null(SheetMeans.Misfit(Contest.Judgeable[0], ReadingValue.Of(20)));
    }

    [Fact]
    public void Of_AnyOrderOfSheets_GivesTheSame() => Generated.Check(
        Contest.Pools(4).SelectMany(pool => Gen.Shuffle<Sheet>([.. Contest.SheetsOf(Contest.Trimmed, pool)]).Select(shuffled => (Pool: pool, Shuffled: shuffled))),
        one => Assert.Equal(Json(Contest.Trimmed, Contest.SheetsOf(Contest.Trimmed, one.Pool)), Json(Contest.Trimmed, one.Shuffled)));

    [Fact]
    public void Of_AnySheets_EqualsTheSchoolbook() => Generated.Check(Contest.Pools(3), pool =>
    {
        foreach (var panel in Panels)
        {
            var readings = SheetMeans.Of(Contest.Scheme, panel, Contest.SheetsOf(panel, pool));
            Assert.Equal(pool.Count * Contest.Judgeable.Count, readings.Count);
            foreach (var reading in readings)
            {
                var marks = pool[int.Parse(reading.Subject.Value[1..], System.Globalization.CultureInfo.InvariantCulture)].Single(one => one.Panel == panel && one.Item.Id == reading.Item);
                var value = Of(reading.Value);
                Assert.True(value.Is(marks.Mean()));
                Assert.True(value.CompareWith(Fraction.Of(marks.Hundredths.Min(), 1)) >= 0 && value.CompareWith(Fraction.Of(marks.Hundredths.Max(), 1)) <= 0);
            }
        }
    });

    [Fact]
    public void Of_OneMarkRaised_LowersNoMean() => Generated.Check(
        from pool in Contest.Pools(1)
        from mark in Gen.Choose(0, pool[0].Count - 1)
        from judge in Gen.Choose(0, pool[0][mark].Hundredths.Count - 1)
        from more in Gen.Choose(0, (int)pool[0][mark].Item.Maximum.Hundredths - pool[0][mark].Hundredths[judge])
        select (Marks: pool[0][mark], Judge: judge, More: more),
        one =>
        {
            var raised = one.Marks with { Hundredths = [.. one.Marks.Hundredths.Select((mark, judge) => judge == one.Judge ? mark + one.More : mark)] };
            Assert.True(Of(Alone(raised)).CompareWith(Of(Alone(one.Marks))) >= 0);
        });

    [Fact]
    public void Of_EqualFractions_AreEqualValues()
    {
        var (equal, unlike) = (0, 0);
        Generated.Check(
            Contest.Pools(2).Where(pool => pool.Count == 2),
            pool =>
            {
                var (one, other) = (pool[0][0], pool[1][0]);
                Assert.Equal(one.Mean().Is(other.Mean()), Alone(one) == Alone(other));
                equal += one.Mean().Is(other.Mean()) && one.Hundredths.Count != other.Hundredths.Count ? 1 : 0;
                unlike += one.Mean().Is(other.Mean()) ? 0 : 1;
            },
            times: 1000);
        Assert.True(equal > 50 && unlike > 50, $"{equal} of panels of different sizes are equal, {unlike} are not.");
    }

    [Fact]
    public void Value_InJson_ReadsBackTheSame() => Generated.Check(Contest.Panel(Contest.Trimmed), marks =>
    {
        var value = Alone(marks[0]);
        Assert.Equal(value, System.Text.Json.JsonSerializer.Deserialize<ReadingValue>(System.Text.Json.JsonSerializer.Serialize(value, AssessmentJson.Options), AssessmentJson.Options));
    });

    private static Fraction Of(ReadingValue value) => value.Mean is { } mean ? Fraction.Of(mean.SumHundredths, mean.Count) : Fraction.Of(value.Number!.Value.Hundredths, 1);

    private static ReadingValue Alone(Marks marks) =>
        Single(marks.Panel, marks.Item.Id, [.. marks.Hundredths.Select(hundredths => hundredths / 100m)]).Value;

    private static MeanReading Single(SourceId panel, params decimal[] given) => Single(panel, Contest.Judgeable[0].Id, given);

    private static MeanReading Single(SourceId panel, ItemId item, decimal[] given) =>
        Assert.Single(SheetMeans.Of(Contest.Scheme, panel, [.. given.Select((points, judge) => SheetOf($"j{judge}", 0, item, points))]));

    private static Sheet SheetOf(string judge, int subject, ItemId item, decimal points) =>
        new(JudgeId.Of(judge), Make.Subject(subject), new Dictionary<ItemId, ReadingValue> { [item] = ReadingValue.Of(points) });

    private static string Json(SourceId panel, IReadOnlyList<Sheet> sheets) => System.Text.Json.JsonSerializer.Serialize(SheetMeans.Of(Contest.Scheme, panel, sheets), AssessmentJson.Options);
}
