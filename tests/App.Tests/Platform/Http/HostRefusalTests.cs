using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Yuekao.App.Tests.Platform.Http;

/// <summary>What the local host refuses itself, before any function is asked: a problem document all the same.</summary>
public sealed class HostRefusalTests(AppFixture app)
{
    [Theory]
    [InlineData("GET /api/%00 HTTP/1.1", 400)]
    [InlineData("GET /api/counties/a%00b/villages HTTP/1.1", 400)]
    [InlineData("GET /api/../../etc HTTP/1.1", 404)]
    [InlineData("GET /api/%2e%2e/%2E%2E/etc HTTP/1.1", 404)]
    [InlineData("GET /api/a%2fb HTTP/1.1", 404)]
    [InlineData("GET /api/counties/%zz/villages HTTP/1.1", 401)]
    [InlineData("GET /nothing HTTP/1.1", 404)]
    [InlineData("GET / HTTP/1.1", 404)]
    [InlineData("OPTIONS * HTTP/1.1", 404)]
    [InlineData("CONNECT /api HTTP/1.1", 501)]
    [InlineData("GET api HTTP/1.1", 405)]
    [InlineData("nonsense", 400)]
    [InlineData("GET /api HTTP/9.9", 505)]
    [InlineData("GET /api HTTP/1.1\r\nno header", 400)]
    [InlineData("PUT /api HTTP/1.1\r\nContent-Length: -1", 400)]
    public async Task Request_ThatNoFunctionGets_IsAProblem(string start, int status) => await RefusedAsync(start, status);

    [Fact]
    public async Task Request_WithALongTarget_IsAProblem() => await RefusedAsync($"GET /api/{new string('a', 9_000)} HTTP/1.1", 414);

    [Fact]
    public async Task Request_WithLongHeaders_IsAProblem() => await RefusedAsync($"GET /api/openapi.json HTTP/1.1\r\nX: {new string('a', 40_000)}", 431);

    // All that the host lets through the app takes: escaped anew, and with the host's own headers.
    [Fact]
    public async Task Request_AsLongAsTheHostTakes_ComesToTheApp() =>
        await RefusedAsync($"GET /api/{string.Concat(Enumerable.Repeat("%E6%B1%89", 900))} HTTP/1.1\r\nX: {new string('a', 30_000)}", 404, "urn:yuekao:problem:not-found");

    [Fact]
    public async Task Request_WithAHeaderThatIsNotAscii_ComesToTheApp() => await RefusedAsync("GET /api/nothing HTTP/1.1\r\nX: 汉字", 404, "urn:yuekao:problem:not-found");

    private async Task RefusedAsync(string start, int status, string? type = null)
    {
        string answer = await SendAsync($"{start}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
        int body = answer.IndexOf('{', StringComparison.Ordinal);
        JsonNode problem = JsonNode.Parse(answer[body..(answer.LastIndexOf('}') + 1)])!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        if (type is not null)
            Assert.Equal(type, (string)problem["type"]!);
        Assert.NotEmpty((string)problem["type"]!);
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
