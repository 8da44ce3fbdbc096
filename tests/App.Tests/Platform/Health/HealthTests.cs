using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Health;

public sealed class HealthTests(AppFixture app)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("live")]
    [InlineData("ready")]
    public async Task Get_EverythingThere_IsWell(string check)
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri($"health/{check}", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($$"""{"status":"{{check}}"}""", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task GetReadiness_IssuerAway_NamesIt()
    {
        string address;
        using (IssuerKey key = IssuerKey.Create())
        await using (IssuerServer gone = await IssuerServer.StartAsync(key, TimeProvider.System, port: 0, Cancel))
            address = gone.Issuer.Address;
        await using AppHost other = await AppHost.StartAsync(app.ConnectionString, address);

        using HttpResponseMessage response = await other.Http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancel);

        Assert.Equal("No answer from: issuer.", (await Problem.OfAsync(response, ProblemType.Unavailable)).Detail);
    }
}
