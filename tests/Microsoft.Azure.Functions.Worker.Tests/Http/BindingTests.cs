using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class BindingTests : IAsyncLifetime
{
    private RunningApp app = null!;

    public async ValueTask InitializeAsync() => app = await new TestApp(typeof(BindingFunctions)).StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("text?value=%E6%9C%88%E8%80%83", "月考")]
    [InlineData("text", "(null)")]
    [InlineData("text?VALUE=a", "a")]
    [InlineData("int?value=-5", "-5")]
    [InlineData("int?value=2147483647", "2147483647")]
    [InlineData("long?value=9007199254740993", "9007199254740993")]
    [InlineData("bool?value=true", "True")]
    [InlineData("decimal?value=0.1", "0.1")]
    [InlineData("guid?value=6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("datetime?value=2026-10-31T08:00:00Z", "2026-10-31T08:00:00.0000000Z")]
    [InlineData("datetime?value=2026-10-31T08:00:00%2B08:00", "2026-10-31T00:00:00.0000000Z")]
    [InlineData("datetime?value=2026-10-31", "2026-10-31T00:00:00.0000000")]
    [InlineData("datetimeoffset?value=2026-10-31T08:00:00%2B08:00", "2026-10-31T08:00:00.0000000+08:00")]
    [InlineData("datetimeoffset?value=2026-10-31T08:00:00", "2026-10-31T08:00:00.0000000+00:00")]
    [InlineData("dateonly?value=2026-10-31", "2026-10-31")]
    [InlineData("enum?value=autumn", "Autumn")]
    [InlineData("enum?value=3", "Autumn")]
    [InlineData("nullable", "(null)")]
    [InlineData("nullable?value=3", "3")]
    [InlineData("default", "7")]
    [InlineData("default?value=8", "8")]
    [InlineData("context/haixing?year=2026", "context haixing 2026 True")]
    public async Task Get_ValueThatFits_IsBound(string path, string expected) => Assert.Equal(expected, await app.GetStringAsync($"api/{path}"));

    [Theory]
    [InlineData("int")]
    [InlineData("int?value=")]
    [InlineData("int?value=ten")]
    [InlineData("int?value=2147483648")]
    [InlineData("int?value=1&value=2")]
    [InlineData("bool?value=1")]
    [InlineData("guid?value=6f9619ff")]
    [InlineData("datetime?value=2026-02-30")]
    [InlineData("dateonly?value=31.10.2026")]
    [InlineData("enum?value=winter")]
    [InlineData("enum?value=2")]
    [InlineData("nullable?value=x")]
    public async Task Get_ValueThatIsMissingOrDoesNotFit_IsAProblemThatNamesTheParameter(string path)
    {
        using HttpResponseMessage response = await app.GetAsync($"api/{path}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.True(problem.GetProperty("errors").TryGetProperty("value", out _));
    }

    [Theory]
    [InlineData("""{"crop":"小麦","tons":12}""", "application/json")]
    [InlineData("""{"Crop":"小麦","TONS":12}""", "application/json; charset=utf-8")]
    [InlineData("""{"crop":"小麦","tons":12}""", "application/vnd.county+json")]
    public async Task Post_JsonBody_IsBound(string body, string mediaType)
    {
        using HttpResponseMessage response = await PostAsync("api/body", body, mediaType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Harvest("小麦", 12), await response.Content.ReadFromJsonAsync<Harvest>(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("null", "$")]
    [InlineData("""{"crop":"x","tons":"many"}""", "$.tons")]
    [InlineData("[]", "$")]
    public async Task Post_BodyThatDoesNotFit_IsAProblemWithItsPath(string body, string path)
    {
        using HttpResponseMessage response = await PostAsync("api/body", body, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(problem.GetProperty("errors").TryGetProperty(path, out _), problem.ToString());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=gb18030")]
    public async Task Post_OtherMediaType_Is415(string mediaType)
    {
        using HttpResponseMessage response = await PostAsync("api/body", "{}", mediaType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Post_NoBody_Is400WhereOneIsRequiredAndNullWhereNot()
    {
        using HttpResponseMessage required = await app.PostAsync("api/body");
        using HttpResponseMessage optional = await app.PostAsync("api/optionalbody");

        Assert.Equal(HttpStatusCode.BadRequest, required.StatusCode);
        Assert.Equal("(null)", await optional.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_BodyAtOrAboveTheLimitThatTheAppSets_IsReadOrRefused(int length, HttpStatusCode expected)
    {
        await using RunningApp limited = await new TestApp(typeof(BindingFunctions))
        {
            Configure = builder => builder.ConfigureFunctionsWebApplication().Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 1000),
        }.StartAsync();
        using var content = new StringContent("""{"crop":"x","tons":1}""".PadRight(length), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await limited.PostAsync("api/body", content);

        Assert.Equal(expected, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string mediaType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return await app.PostAsync(path, content);
    }
}
