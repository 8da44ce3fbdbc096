using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>Somebody who calls, and what a function must answer them.</summary>
internal sealed record TestCaller(string Name, Func<AppFixture, OperationRoutes, string?> Authorize, Func<HttpOperation, OperationRoutes, HttpStatusCode> Expected)
{
    private const string OtherCounty = "dongguang";

    /// <summary>All that there can be for a function.</summary>
    public static IEnumerable<TestCaller> All(HttpOperation operation)
    {
        foreach (Role role in Enum.GetValues<Role>())
        {
            yield return WithRole($"{role}", role, at => RightId(operation, role, at), OperationRoutes.County);
            yield return WithRole($"{role} of another county", role, at => RightId(operation, role, at), OtherCounty);
            foreach (string named in operation.Policies.Where(policy => policy.Role == role && policy.Id is not null).Select(policy => policy.Id!).Distinct())
                yield return WithRole($"{role} of {named}", role, _ => named, OperationRoutes.County);
            if (RoleClaim.HasId(role))
                yield return WithRole($"{role} of another place", role, _ => "elsewhere", OperationRoutes.County);
        }
        yield return new("nobody", (_, _) => null, Answer(HttpStatusCode.Unauthorized));
        yield return new("somebody without roles", (app, _) => Bearer(app.Issuer.Issue(new TokenRequest { Roles = [] })), Answer(HttpStatusCode.Forbidden));
        foreach (TestCaller forged in ForgedTokens.All.Select(token => new TestCaller(token.Name, (app, _) => token.Make(app), Answer(token.Expected))))
            yield return forged;
    }

    private static TestCaller WithRole(string name, Role role, Func<OperationRoutes, string?> id, string county) => new(
        name,
        (app, at) => Bearer(app.Issuer.Issue(new TokenRequest { County = county, Roles = [Grant(role, id(at))] })),
        (operation, at) => county == OperationRoutes.County && operation.Policies.Any(policy => LetsIn(policy, role, id(at), at)) ? HttpStatusCode.OK : HttpStatusCode.Forbidden);

    // The rule, said again in other words than the app's.
    private static bool LetsIn(AccessPolicy policy, Role role, string? id, OperationRoutes at)
    {
        if (policy.Role != role || (policy.Where is { } condition && !at.Values.Any(value => $"{value.Key}={value.Value}" == condition)))
            return false;
        if (policy.Id is { } named && named != id)
            return false;
        return policy.Scope is null || at.Values[policy.Scope] == id || at.Values[policy.Scope] == Grant(role, id);
    }

    private static string? RightId(HttpOperation operation, Role role, OperationRoutes at)
    {
        if (!RoleClaim.HasId(role))
            return null;
        string? scope = operation.Policies.FirstOrDefault(policy => policy.Role == role && policy.Scope is not null)?.Scope;
        return scope is null ? "somewhere" : at.Values[scope].Split(':')[^1];
    }

    private static string Grant(Role role, string? id) => id is null ? RoleClaim.NameOf(role) : $"{RoleClaim.NameOf(role)}:{id}";

    private static string Bearer(string token) => $"Bearer {token}";

    private static Func<HttpOperation, OperationRoutes, HttpStatusCode> Answer(HttpStatusCode status) => (_, _) => status;
}
