using System.Net.Http.Headers;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>Every HTTP function that there is × every caller that there can be: the answer must be what the function's policy says.</summary>
public sealed class AccessTableTests(AppFixture app)
{
    public static TheoryData<string, string, string> Table()
    {
        var table = new TheoryData<string, string, string>();
        foreach (HttpOperation operation in AppFixture.Operations.All)
        {
            foreach (string route in OperationRoutes.Of(operation))
            {
                foreach (string caller in TestCaller.All(operation).Select(caller => caller.Name))
                    table.Add(operation.Name, route, caller);
            }
        }
        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Request_ByThisCaller_IsAnsweredAsThePolicySays(string function, string route, string caller)
    {
        Assert.True(AppFixture.Operations.TryGet(function, out HttpOperation? operation));
        TestCaller who = TestCaller.All(operation).Single(one => one.Name == caller);
        OperationRoutes at = OperationRoutes.Parse(operation, route);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Verb), at.Path);
        request.Headers.Authorization = who.Authorize(app, at) is { } authorization ? AuthenticationHeaderValue.Parse(authorization) : null;

        using HttpResponseMessage response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        switch (operation.IsPublic ? HttpStatusCode.OK : who.Expected(operation, at))
        {
            case HttpStatusCode.Unauthorized:
                await Problem.OfAsync(response, ProblemType.Unauthenticated);
                break;
            case HttpStatusCode.Forbidden:
                await Problem.OfAsync(response, ProblemType.Forbidden);
                break;
            default:
                Assert.False(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{caller} was refused: {(int)response.StatusCode}");
                Assert.True((int)response.StatusCode < 500, $"{caller}: {(int)response.StatusCode}");
                break;
        }
    }

    [Fact]
    public void EveryFunctionOfTheApp_DeclaresEitherPoliciesOrThatItIsPublic() =>
        Assert.Empty(HttpOperationCatalog.OfApp().All.Where(operation => operation.IsPublic == operation.Policies.Count > 0).Select(operation => operation.Name));

    [Fact]
    public void EveryFunctionWithPolicies_IsUnderItsCounty() => Assert.Empty(HttpOperationCatalog.OfApp().All
        .Where(operation => operation.Policies.Count > 0 && !operation.Route.StartsWith("counties/{county}", StringComparison.Ordinal))
        .Select(operation => operation.Name));

    [Fact]
    public void EveryPolicy_NamesParametersOfItsRoute() => Assert.Empty(
        from operation in HttpOperationCatalog.OfApp().All
        from policy in operation.Policies
        from parameter in new[] { policy.Scope, policy.Where?.Split('=')[0] }
        where parameter is not null && !operation.RouteParameters.Contains(parameter)
        select $"{operation.Name}: {parameter}");

    [Fact]
    public void EveryScopedPolicy_IsOfARoleThatIsOfSomething() => Assert.Empty(
        from operation in HttpOperationCatalog.OfApp().All
        from policy in operation.Policies
        where policy.Scope is not null && !RoleClaim.HasId(policy.Role)
        select operation.Name);

    [Fact]
    public void Table_HasAFunctionThatDeclaresNothing() =>
        Assert.True(AppFixture.Operations.TryGet(ProbeEndpoints.WithoutPolicy, out HttpOperation? operation) && operation is { IsPublic: false, Policies: [] });
}
