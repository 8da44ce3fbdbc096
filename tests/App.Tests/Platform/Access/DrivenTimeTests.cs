using System.Net.Http.Headers;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>The app and the issuer at another time than the real one, on one clock that the test moves.</summary>
public sealed class DrivenTimeTests(AppFixture app) : IDisposable
{
    private readonly DrivenClock clock = TestClock.Create(new DateTimeOffset(2031, 10, 25, 8, 0, 0, TimeSpan.FromHours(8)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => clock.Dispose();

    [Fact]
    public async Task Request_ClockMovedPastTheTokensEnd_IsUnauthenticatedUntilThereIsANewOne()
    {
        using IssuerKey key = IssuerKey.Create();
        await using IssuerServer issuer = await IssuerServer.StartAsync(key, clock, port: 0, Cancel);
        await using AppHost other = await AppHost.StartAsync(app.ConnectionString, issuer.Issuer.Address, _ => { }, clock);
        string token = issuer.Issuer.Issue(new TokenRequest { Roles = ["county"], Lifetime = TimeSpan.FromHours(8) });

        using HttpResponseMessage inTime = await AskAsync(other, token);
        clock.MoveTo(clock.GetUtcNow().AddHours(9));
        using HttpResponseMessage late = await AskAsync(other, token);
        using HttpResponseMessage renewed = await AskAsync(other, issuer.Issuer.Issue(new TokenRequest { Roles = ["county"] }));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (inTime.StatusCode, renewed.StatusCode));
        await Problem.OfAsync(late, ProblemType.Unauthenticated);
    }

    private static async Task<HttpResponseMessage> AskAsync(AppHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "counties/haixing/probes/caller") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await host.Http.SendAsync(request, Cancel);
    }
}
