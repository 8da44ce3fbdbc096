using Azure;

namespace Yuekao.App.Tests.Platform.Http;

public sealed class EntityTagsTests
{
    private static readonly ETag Stored = new("W/\"datetime'2026-10-31T18%3A00%3A00.1234567Z'\"");

    [Fact]
    public void SetETag_OfStorage_IsStrong()
    {
        var http = new DefaultHttpContext();

        http.Response.SetETag(Stored);

        Assert.Equal("\"datetime'2026-10-31T18%3A00%3A00.1234567Z'\"", http.Response.Headers.ETag);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("*", true)]
    [InlineData("\"datetime'2026-10-31T18%3A00%3A00.1234567Z'\"", true)]
    [InlineData("W/\"datetime'2026-10-31T18%3A00%3A00.1234567Z'\"", true)]
    [InlineData("\"datetime'2026-10-31T18%3A00%3A00.1234568Z'\"", false)]
    [InlineData("\"\"", false)]
    public void RequireMatch_AgainstWhatIsThere_AsIfMatchSays(string? ifMatch, bool good)
    {
        ProblemException? problem = (ProblemException?)Record.Exception(() => Request(ifMatch).RequireMatch(Stored));

        Assert.Same(good ? null : ProblemType.PreconditionFailed, problem?.Type);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("*", false)]
    [InlineData("\"x\"", false)]
    public void RequireMatch_AgainstNothing_OnlyWithoutIfMatch(string? ifMatch, bool good) =>
        Assert.Equal(good, Record.Exception(() => Request(ifMatch).RequireMatch(null)) is null);

    [Theory]
    [InlineData("x")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("\"a")]
    public void IfMatch_NotOneTag_IsMalformed(string ifMatch) =>
        Assert.Same(ProblemType.Malformed, Assert.Throws<ProblemException>(() => Request(ifMatch).IfMatch()).Type);

    private static HttpRequest Request(string? ifMatch)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        if (ifMatch is not null)
            request.Headers.IfMatch = ifMatch;
        return request;
    }
}
