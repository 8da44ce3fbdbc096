using System.Net.Http.Headers;
using System.Text;

namespace Yuekao.App.Tests.Platform.Problems;

public sealed class ProblemTests(AppFixture app)
{
    private const int MaximumBody = 4 * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> MalformedBodies => new()
    {
        { "nothing", [] },
        { "not JSON", "{"u8.ToArray() },
        { "invalid UTF-8", [0x22, 0xFF, 0x22] },
        { "half a surrogate pair", "\"\\ud800\""u8.ToArray() },
        { "wrong types", """{"name":1,"count":"x","colour":"green","items":[]}"""u8.ToArray() },
        { "unknown members", """{"name":"","count":1,"colour":"green","items":[],"extra":1}"""u8.ToArray() },
        { "a million brackets", Encoding.ASCII.GetBytes(new string('[', 1_000_000)) },
    };

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task Body_Malformed_IsAProblemWithErrors(string name, byte[] body)
    {
        Assert.NotEmpty(name);
        using HttpResponseMessage response = await PutAsync(new ByteArrayContent(body), "application/json");

        Assert.NotEmpty((await Problem.OfAsync(response, ProblemType.Malformed)).Errors!);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/csv")]
    [InlineData("application/json; charset=gb18030")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task Body_OfAnotherMediaType_IsUnsupported(string? mediaType)
    {
        using HttpResponseMessage response = await PutAsync(new ByteArrayContent("{}"u8.ToArray()), mediaType);

        await Problem.OfAsync(response, ProblemType.UnsupportedMediaType);
    }

    [Fact]
    public async Task Body_Compressed_IsUnsupported()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        using HttpResponseMessage response = await PutAsync(content, "application/json");

        await Problem.OfAsync(response, ProblemType.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task Body_GoodAndOfTheRightMediaType_IsRead(string mediaType)
    {
        using HttpResponseMessage response = await PutAsync(new ByteArrayContent("""{"name":"高湾","count":1,"colour":"darkRed","items":[]}"""u8.ToArray()), mediaType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"name":"高湾","count":1,"colour":"darkRed","items":[]}""", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData(MaximumBody, false)]
    [InlineData(MaximumBody, true)]
    public async Task Body_AtTheLimit_IsRead(int length, bool chunked)
    {
        using HttpResponseMessage response = await PutAsync(Padded(length, chunked), "application/json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(MaximumBody + 1, false)]
    [InlineData(MaximumBody + 1, true)]
    public async Task Body_AboveTheLimit_IsTooLarge(int length, bool chunked)
    {
        using HttpResponseMessage response = await PutAsync(Padded(length, chunked), "application/json");

        await Problem.OfAsync(response, ProblemType.TooLarge);
    }

    [Fact]
    public async Task RouteValue_OfAnotherType_IsMalformed()
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("probes/failure/x", UriKind.Relative), Cancel);

        await Problem.OfAsync(response, ProblemType.Malformed);
    }

    [Fact]
    public async Task UnexpectedException_IsAProblemThatTellsNothing()
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("probes/failure/0", UriKind.Relative), Cancel);

        ProblemDocument problem = await Problem.OfAsync(response, ProblemType.Unexpected);
        Assert.Null(problem.Detail);
        Assert.Null(problem.Errors);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task StorageThatDoesNotAnswer_IsUnavailable(int kind)
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri($"probes/failure/{kind}", UriKind.Relative), Cancel);

        Assert.Null((await Problem.OfAsync(response, ProblemType.Unavailable)).Detail);
    }

    [Fact]
    public void Catalogue_Types_AreStable() => Assert.Equal(
        [
            "urn:yuekao:problem:malformed 400", "urn:yuekao:problem:unauthenticated 401", "urn:yuekao:problem:forbidden 403", "urn:yuekao:problem:not-found 404",
            "urn:yuekao:problem:method-not-allowed 405", "urn:yuekao:problem:rule-broken 409", "urn:yuekao:problem:conflict 409", "urn:yuekao:problem:precondition-failed 412", "urn:yuekao:problem:precondition-required 428",
            "urn:yuekao:problem:too-large 413",
            "urn:yuekao:problem:unsupported-media-type 415", "urn:yuekao:problem:unacceptable 422", "urn:yuekao:problem:unexpected 500", "urn:yuekao:problem:unavailable 503",
        ],
        ProblemType.All.Select(type => $"{type.Type} {type.Status}"));

    private static StreamContent Padded(int length, bool chunked)
    {
        byte[] good = """{"name":"","count":1,"colour":"green","items":[]}"""u8.ToArray();
        byte[] body = [.. good, .. Enumerable.Repeat((byte)' ', length - good.Length)];
        var content = new StreamContent(new MemoryStream(body));
        content.Headers.ContentLength = chunked ? null : length;
        return content;
    }

    private async Task<HttpResponseMessage> PutAsync(HttpContent content, string? mediaType)
    {
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        using var request = new HttpRequestMessage(HttpMethod.Put, "probes/body") { Content = content };
        request.Headers.TransferEncodingChunked = content.Headers.ContentLength is null;
        return await app.Http.SendAsync(request, Cancel);
    }
}
