using Microsoft.Extensions.Primitives;

namespace Yuekao.App.Tests.Platform.Http;

public sealed class PageRequestTests
{
    [Fact]
    public void Read_NothingAsked_IsTheFirstHundred()
    {
        PageRequest page = Read(Request("/api/list"));

        Assert.Equal((100, (string?)null), (page.Top, page.Place));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("1000", true)]
    [InlineData("0", false)]
    [InlineData("1001", false)]
    [InlineData("-1", false)]
    [InlineData("ten", false)]
    [InlineData("99999999999999999999", false)]
    public void Read_Top_IsFromOneToAThousand(string top, bool good) => Assert.Equal(good, Record.Exception(() => Read(Request("/api/list", ("top", top)))) is null);

    [Fact]
    public void Read_OwnContinuation_LeadsToItsPlace()
    {
        string? token = Read(Request("/api/list", ("resource", "x"), ("top", "5"))).Answer([1], "2026-10|5").Continuation;

        Assert.Equal("2026-10|5", Read(Request("/api/list", ("resource", "x"), ("top", "7"), ("continuation", token!))).Place);
    }

    [Theory]
    [InlineData("/api/other", "x")]
    [InlineData("/api/list", "y")]
    public void Read_ContinuationOfAnotherList_IsMalformed(string path, string resource)
    {
        string? token = Read(Request("/api/list", ("resource", "x"))).Answer([1], "2026-10|5").Continuation;

        AssertWrong("continuation", Request(path, ("resource", resource), ("continuation", token!)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("汉字")]
    public void Read_MadeUpContinuation_IsMalformed(string token) => AssertWrong("continuation", Request("/api/list", ("continuation", token)));

    [Fact]
    public void ThrowIfWrong_SeveralErrors_ListsAll()
    {
        HttpRequest request = Request("/api/list", ("top", "0"), ("continuation", "*"), ("tpo", "1"));

        Assert.Equal(["top", "continuation", "tpo"], Assert.Throws<ProblemException>(() => Read(request)).Errors.Select(error => error.Path));
    }

    private static void AssertWrong(string name, HttpRequest request)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => Read(request));
        Assert.Same(ProblemType.Malformed, problem.Type);
        Assert.Equal(name, Assert.Single(problem.Errors).Path);
    }

    private static PageRequest Read(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.Text("resource");
        query.ThrowIfWrong();
        return page;
    }

    private static HttpRequest Request(string path, params (string Name, string Value)[] query) => new DefaultHttpContext
    {
        Request = { Path = path, Query = new QueryCollection(query.ToDictionary(parameter => parameter.Name, parameter => new StringValues(parameter.Value))) },
    }.Request;
}
