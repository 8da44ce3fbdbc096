using Microsoft.Extensions.Primitives;

namespace Yuekao.App.Tests.Platform.Http;

public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("2026-10-31T18:00:00Z", true)]
    [InlineData("2026-10-31T18:00:00.1234567+08:00", true)]
    [InlineData("2026-10-31T18:00:00-08:00", true)]
    [InlineData("2026-10-31T18:00:00", false)]
    [InlineData("2026-10-31T18:00:00 08:00", false)]
    [InlineData("2026-10-31", false)]
    [InlineData("2026-02-30T18:00:00Z", false)]
    [InlineData("31/10/2026", false)]
    public void Time_IsIso8601WithItsOffset(string text, bool good)
    {
        var query = new QueryReader(Query(("at", text)));

        DateTimeOffset? time = query.Time("at");

        Assert.Equal(good, time is not null);
        Assert.Equal(good, Record.Exception(query.ThrowIfWrong) is null);
    }

    [Theory]
    [InlineData("2026-10-31", true)]
    [InlineData("2026-10-32", false)]
    [InlineData("2026-1-1", false)]
    public void Date_IsIso8601(string text, bool good) => Assert.Equal(good, new QueryReader(Query(("on", text))).Date("on") is not null);

    [Fact]
    public void Text_GivenTwice_IsMalformed()
    {
        var query = new QueryReader(new QueryCollection(new Dictionary<string, StringValues> { ["x"] = new(["1", "2"]) }));
        query.Text("x");

        Assert.Equal("x", Assert.Single(Assert.Throws<ProblemException>(query.ThrowIfWrong).Errors).Path);
    }

    [Fact]
    public void Text_OfPeople_IsInOneForm() => Assert.Equal("记错 了人", new QueryReader(Query(("reason", "\u3000记错\u3000\u3000了人 "))).Text("reason"));

    [Fact]
    public void Text_WithWhatNobodySees_IsMalformed()
    {
        var query = new QueryReader(Query(("reason", "a\u200B")));
        query.Text("reason");

        Assert.StartsWith("must not hold U+200B", Assert.Single(Assert.Throws<ProblemException>(query.ThrowIfWrong).Errors).Message.ToString(), StringComparison.Ordinal);
    }

    private static QueryCollection Query(params (string Name, string Value)[] query) => new(query.ToDictionary(parameter => parameter.Name, parameter => new StringValues(parameter.Value)));
}
