using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class ResultTests : IAsyncLifetime
{
    private RunningApp app = null!;

    public async ValueTask InitializeAsync() => app = await new TestApp(typeof(ResultFunctions)).StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("ok", 200, "application/json", """{"crop":"wheat","tons":1}""")]
    [InlineData("notfound", 404, null, "")]
    [InlineData("conflict", 409, "application/problem+json", """{"type":"urn:broken-rule","status":409}""")]
    [InlineData("file", 200, "text/csv", "a,b\n")]
    [InlineData("content", 203, "text/html", "<p>")]
    [InlineData("typed", 201, "application/json", """{"crop":"maize","tons":2}""")]
    [InlineData("poco", 200, "application/json", """{"crop":"millet","tons":3}""")]
    [InlineData("string", 200, "text/plain", "村干部")]
    [InlineData("void", 204, null, "")]
    [InlineData("task", 204, null, "")]
    [InlineData("null", 204, null, "")]
    [InlineData("written", 418, null, "by hand")]
    public async Task Get_Result_IsWritten(string path, int status, string? mediaType, string body)
    {
        using HttpResponseMessage response = await app.GetAsync($"api/{path}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_FileResult_HasItsName()
    {
        using HttpResponseMessage response = await app.GetAsync("api/file");

        Assert.Equal("a.csv", response.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    public async Task Get_FunctionThatThrows_Is500WithoutDetailsAndIsLogged()
    {
        using HttpResponseMessage response = await app.GetAsync("api/throw");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(500, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        LogLine line = Assert.Single(app.Log.Lines, line => line.Level == LogLevel.Error);
        Assert.Equal("the secret reason", Assert.IsType<InvalidOperationException>(line.Exception).Message);
    }

    [Fact]
    public async Task Get_FunctionThatThrowsAfterItBeganToAnswer_BreaksTheConnection()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetStringAsync("api/throwlate"));

        Assert.Single(app.Log.Lines, line => line.Exception is InvalidOperationException);
    }
}
