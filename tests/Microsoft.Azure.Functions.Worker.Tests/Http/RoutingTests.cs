using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Tests.Support;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class RoutingTests
{
    public static class Routes
    {
        [Function("byname")]
        public static string ByName([HttpTrigger] HttpRequest request) => $"byname {request.Method}";

        [Function("two-methods")]
        public static string TwoMethods([HttpTrigger(AuthorizationLevel.Admin, "GET", "put", Route = "villages")] HttpRequest request) => $"villages {request.Method}";

        [Function("create")]
        public static string Create([HttpTrigger("post", Route = "/villages/")] HttpRequest request) => "created";

        [Function("constrained")]
        public static string Constrained([HttpTrigger("get", Route = "cycles/{year:int:range(2000,2100)}/{month:regex(^[01]\\d$)}")] HttpRequest request, int year, string month) => $"{year} {month}";

        [Function("optional")]
        public static string Optional([HttpTrigger("get", Route = "boards/{county}/{page:int?}")] HttpRequest request, string county, int? page) => $"{county} {page?.ToString(provider: null) ?? "first"}";

        [Function("defaulted")]
        public static string Defaulted([HttpTrigger("get", Route = "ranks/{kind=monthly}")] HttpRequest request, string kind) => kind;

        [Function("rest")]
        public static string Rest([HttpTrigger("get", Route = "files/{*path}")] HttpRequest request, string path) => path;

        [Function("literal")]
        public static string Literal([HttpTrigger("get", Route = "boards/all")] HttpRequest request) => "literal";
    }

    [Theory]
    [InlineData("api/byname", "byname GET")]
    [InlineData("API/ByName", "byname GET")]
    [InlineData("api/villages", "villages GET")]
    [InlineData("api/cycles/2026/10", "2026 10")]
    [InlineData("api/boards/haixing", "haixing first")]
    [InlineData("api/boards/haixing/2", "haixing 2")]
    [InlineData("api/boards/all", "literal")]
    [InlineData("api/ranks", "monthly")]
    [InlineData("api/ranks/annual", "annual")]
    [InlineData("api/files/2026/10/a.csv", "2026/10/a.csv")]
    public async Task Get_RouteThatMatches_RunsItsFunction(string path, string expected)
    {
        await using RunningApp app = await new TestApp(typeof(Routes)).StartAsync();

        Assert.Equal(expected, await app.GetStringAsync(path));
    }

    [Theory]
    [InlineData("api/nothing")]
    [InlineData("byname")]
    [InlineData("api/cycles/1999/10")]
    [InlineData("api/cycles/2026/20")]
    [InlineData("api/cycles/year/10")]
    [InlineData("api/boards/haixing/second")]
    public async Task Get_NoRouteMatches_Is404(string path)
    {
        await using RunningApp app = await new TestApp(typeof(Routes)).StartAsync();
        using HttpResponseMessage response = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Send_MethodThatNoFunctionOfTheRouteTakes_Is405WithThoseThatAreTaken()
    {
        await using RunningApp app = await new TestApp(typeof(Routes)).StartAsync();
        using HttpResponseMessage response = await app.Http.DeleteAsync(new Uri("api/villages", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST", "PUT"], response.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Send_FunctionWithoutMethods_TakesAny(string method)
    {
        await using RunningApp app = await new TestApp(typeof(Routes)).StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "api/byname");
        using HttpResponseMessage response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal($"byname {method}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("", "byname")]
    [InlineData("yuekao/v1", "yuekao/v1/byname")]
    [InlineData("/rooted/", "rooted/byname")]
    public async Task Get_RoutePrefixOfHostJson_IsInFrontOfEveryRoute(string prefix, string path)
    {
        await using RunningApp app = await new TestApp(typeof(Routes)) { HostJson = $$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""" }.StartAsync();

        Assert.Equal("byname GET", await app.GetStringAsync(path));
    }
}
