using System.Net.Http.Headers;
using Microsoft.IdentityModel.Tokens;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Access;

public sealed class CallerTests(AppFixture app)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetCaller_RolesInTwoCounties_HasThoseOfTheRequestsCountyOnly()
    {
        SecurityTokenDescriptor token = app.Issuer.Describe(new TokenRequest { Roles = ["township:gaowan"], Name = "王芳" });
        token.Claims["oid"] = "person-7";
        token.Claims["roles"] = new[] { "haixing/township:gaowan", "haixing/finance", "dongguang/county", "haixing/township:gaowan", "Other.App.Role" };

        Caller caller = await AskAsync(app.Http, Sign(token), "haixing");

        Assert.Equal(("person-7", "王芳", "haixing"), (caller.Id, caller.Name, caller.County));
        Assert.Equal([new RoleGrant(Role.Township, "gaowan"), new RoleGrant(Role.Finance)], caller.Roles);
    }

    [Fact]
    public async Task GetCaller_OneRoleAsText_IsReadLikeAList()
    {
        SecurityTokenDescriptor token = app.Issuer.Describe(new TokenRequest { Roles = [] });
        token.Claims["roles"] = "haixing/cadre:c-1";

        Assert.Equal([new RoleGrant(Role.Cadre, "c-1")], (await AskAsync(app.Http, Sign(token), "haixing")).Roles);
    }

    [Fact]
    public async Task GetCaller_BareCadreRole_TakesTheIdFromTheClaimThatWasSet()
    {
        await using AppHost other = await AppHost.StartAsync(app.ConnectionString, app.Issuer.Address, KeyValuePair.Create("Auth__CadreIdClaim", (string?)"employee_id"));
        SecurityTokenDescriptor token = app.Issuer.Describe(new TokenRequest { Roles = ["cadre"] });
        token.Claims["employee_id"] = "c-7";

        Assert.Equal([new RoleGrant(Role.Cadre, "c-7")], (await AskAsync(other.Http, Sign(token), "haixing")).Roles);
    }

    [Fact]
    public async Task Request_WithTwoAuthorizationHeaders_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "counties/haixing/probes/caller");
        string token = app.Issuer.Issue(new TokenRequest { Roles = ["county"] });
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"]);

        using HttpResponseMessage response = await app.Http.SendAsync(request, Cancel);

        await Problem.OfAsync(response, ProblemType.Unauthenticated);
    }

    [Fact]
    public async Task Request_WhenTheIssuerIsAway_IsUnavailableAndNotUnauthenticated()
    {
        string address;
        using (IssuerKey key = IssuerKey.Create())
        await using (IssuerServer gone = await IssuerServer.StartAsync(key, TimeProvider.System, port: 0, Cancel))
            address = gone.Issuer.Address;
        await using AppHost other = await AppHost.StartAsync(app.ConnectionString, address);
        using HttpRequestMessage request = Ask(app.Issuer.Issue(new TokenRequest { Roles = ["county"] }), "haixing");

        using HttpResponseMessage response = await other.Http.SendAsync(request, Cancel);

        await Problem.OfAsync(response, ProblemType.Unavailable);
    }

    [Fact]
    public async Task Request_AfterTheIssuerChangedItsKey_IsLetInOnceTheNewKeyIsRead()
    {
        using IssuerKey old = IssuerKey.Create();
        using IssuerKey @new = IssuerKey.Create();
        await using IssuerServer before = await IssuerServer.StartAsync(old, TimeProvider.System, port: 0, Cancel);
        await using AppHost other = await AppHost.StartAsync(app.ConnectionString, before.Issuer.Address);
        Assert.Equal("haixing", (await AskAsync(other.Http, before.Issuer.Issue(new TokenRequest { Roles = ["county"] }), "haixing")).County);

        await before.DisposeAsync();
        await using IssuerServer after = await IssuerServer.StartAsync(@new, TimeProvider.System, new Uri(before.Issuer.Address).Port, Cancel);

        // The first token with an unknown key makes the app read the keys again, in the background.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        HttpStatusCode answer;
        do
        {
            using HttpRequestMessage request = Ask(after.Issuer.Issue(new TokenRequest { Roles = ["county"] }), "haixing");
            using HttpResponseMessage response = await other.Http.SendAsync(request, limit.Token);
            answer = response.StatusCode;
        }
        while (answer == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, answer);
    }

    private static string Sign(SecurityTokenDescriptor token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().CreateToken(token);

    private static HttpRequestMessage Ask(string token, string county) =>
        new(HttpMethod.Get, $"counties/{county}/probes/caller") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    private static async Task<Caller> AskAsync(HttpClient http, string token, string county)
    {
        using HttpRequestMessage request = Ask(token, county);
        using HttpResponseMessage response = await http.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Caller>(ApiJson.Options, Cancel))!;
    }
}
