using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Http;

/// <summary>What no function answers, as the app's own problems.</summary>
public sealed class UnknownAddressTests(AppFixture app)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nothing")]
    [InlineData("counties")]
    [InlineData("counties/haixing/nothing")]
    [InlineData("counties/haixing/audit/verification/more")]
    [InlineData("counties//audit")]
    [InlineData("counties%2fhaixing%2faudit")]
    [InlineData("%E6%B1%89")]
    [InlineData("")]
    public async Task Request_OfNoRoute_IsNotFound(string path)
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        await Problem.OfAsync(response, ProblemType.NotFound);
    }

    [Theory]
    [InlineData("POST", "openapi.json", "GET")]
    [InlineData("OPTIONS", "openapi.json", "GET")]
    [InlineData("BREW", "health/live", "GET")]
    [InlineData("DELETE", "counties/haixing/villages", "GET, PUT")]
    [InlineData("GET", "counties/haixing/messages/x/read", "PUT")]
    [InlineData("PATCH", "counties/haixing/schemes/a.b/cycles/2026-10/townships/t/observations/township/o1", "DELETE, PUT")]
    public async Task Request_ByAnotherMethod_IsToldWhichTheAddressTakes(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {app.Issuer.Issue(new TokenRequest { Roles = ["county"] })}");

        using HttpResponseMessage response = await app.Http.SendAsync(request, Cancel);

        await Problem.OfAsync(response, ProblemType.MethodNotAllowed);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    // The Functions host goes by the functions' names, whatever their routes are.
    [Fact]
    public void UnknownAddress_AmongTheFunctions_IsTheLastByName() => Assert.Equal(
        nameof(UnknownAddress.ZzUnknownAddress), HttpOperationCatalog.OfApp().All.Select(operation => operation.Name).Order(StringComparer.OrdinalIgnoreCase).Last());
}
