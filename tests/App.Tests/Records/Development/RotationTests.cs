namespace Yuekao.App.Tests.Records.Development;

public sealed class RotationTests(AppFixture app) : DevelopmentTest(app)
{
    private static RotationRequest Rotation(int from, int to) => new(RotationOffice.PartyBuilding, "干事", Today.AddDays(from), Today.AddDays(to)) { Courses = [new RotationCourse("公文写作", 12)] };

    [Theory]
    [InlineData(1, "1-1")]
    [InlineData(30, "1-30")]
    [InlineData(12, "1-10 9-12")]
    [InlineData(10, "1-10 2-3 5-10")]
    [InlineData(11, "5-10 1-3 20-21")]
    [InlineData(3, "1-1 2-2 3-3 1-3")]
    public void Days_OfSpans_CountsADayOnce(int expected, string spans) => Assert.Equal(expected, RotationDays.Of(spans.Split(' ').Select(span =>
        (new DateOnly(2026, 3, int.Parse(span.Split('-')[0], CultureInfo.InvariantCulture)), new DateOnly(2026, 3, int.Parse(span.Split('-')[1], CultureInfo.InvariantCulture))))));

    [Fact]
    public async Task Rotations_TooShortInAll_AreFlaggedWhenTheLastIsOver()
    {
        await ReadAsync<Rotation>(PutAsync("cadres/c1/rotations/r1", Rotation(-60, -50), Own), HttpStatusCode.Created);
        await ReadAsync<Rotation>(PutAsync("cadres/c1/rotations/r2", Rotation(-20, 0), Own), HttpStatusCode.Created);
        await ReadAsync<Rotation>(PutAsync("cadres/c2/rotations/r1", Rotation(-30, -2), Other), HttpStatusCode.Created);

        RotationStanding[] standings = [.. (await GetAsync<Page<RotationStanding>>("rotations")).Items];
        Assert.Equal([("c1", 32, 24, false), ("c2", 29, 12, true)], standings.Select(one => (one.Person.Value, one.Days, one.Hours, one.TooShort)));
        Assert.Equal(["c2"], (await GetAsync<Page<RotationStanding>>("rotations?tooShort=true")).Items.Select(one => one.Person.Value));

        await ReadAsync<Rotation>(SendAsync(HttpMethod.Delete, "cadres/c1/rotations/r2?reason=未到岗", role: Own));
        Assert.Equal((11, true), (await GetAsync<Page<RotationStanding>>("rotations?township=t1")).Items.Select(one => (one.Days, one.TooShort)).Single());
        Assert.Equal(["轮岗锻炼：镇党建办公室干事", "撤销：轮岗锻炼：镇党建办公室干事"], (await ReadFileAsync("c1", "&kind=rotation")).Where(one => one.On == Today.AddDays(-20)).Select(one => one.Title.ZhCn.Split('，')[0]));
    }

    [Fact]
    public async Task Rotation_MadeLonger_IsItsNextRevision()
    {
        await ReadAsync<Rotation>(PutAsync("cadres/c1/rotations/r1", Rotation(-10, 10), Own), HttpStatusCode.Created);
        Rotation longer = await ReadAsync<Rotation>(PutAsync("cadres/c1/rotations/r1", Rotation(-10, 25), Own));

        Assert.Equal((2, Today.AddDays(25)), (longer.Revision, longer.To));
        Assert.Equal(36, (await GetAsync<Page<RotationStanding>>("rotations")).Items.Single().Days);
        Assert.Equal(["r1"], (await ReadAsync<Page<Rotation>>(SendAsync(HttpMethod.Get, "cadres/c1/rotations", role: "cadre:c1"))).Items.Select(one => one.Id.Value));
        await ErrorsAsync(SendAsync(HttpMethod.Get, "cadres/c1/rotations", role: Other), ProblemType.Forbidden);
    }

    [Fact]
    public async Task Bad_AreToldAllAtOnce()
    {
        RotationRequest wrong = Rotation(0, -1) with { Post = "", Courses = [new RotationCourse("", 0), new RotationCourse("理论学习", 501)] };

        Assert.Equal(
            ["$.post", "$.to", "$.courses[0].title", "$.courses[0].hours", "$.courses[1].hours"],
            await ErrorsAsync(PutAsync("cadres/c1/rotations/r1", wrong, Own), ProblemType.Unacceptable));
        Assert.Equal(["$.to"], await ErrorsAsync(PutAsync("cadres/c1/rotations/r1", Rotation(0, 366), Own), ProblemType.Unacceptable));
        await ErrorsAsync(PutAsync("cadres/c1/rotations/r1", Rotation(0, 30), Other), ProblemType.Forbidden);
    }
}
