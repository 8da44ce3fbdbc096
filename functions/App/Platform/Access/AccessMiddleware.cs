using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Yuekao.App.Platform;

/// <summary>Lets nobody call an HTTP function whom its declared policies do not let in, before anything of the request is read.</summary>
internal sealed class AccessMiddleware(HttpOperationCatalog operations, TokenValidator tokens, ILogger<AccessMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && operations.Find(context.FunctionDefinition.Name) is not { IsPublic: true } and var operation)
        {
            IReadOnlyList<AccessAttribute> policies = operation?.Policies ?? [];
            if (policies.Count == 0)
                logger.LogError("Function '{Function}' declares no access policy: it is refused to everybody.", context.FunctionDefinition.Name);
            http.Features.Set(await AdmitAsync(http.Request, policies, context.CancellationToken));
        }
        await next(context);
    }

    private async Task<Caller> AdmitAsync(HttpRequest request, IReadOnlyList<AccessAttribute> policies, CancellationToken cancellation)
    {
        TokenIdentity identity = await tokens.IdentifyAsync(request, cancellation);
        Caller caller = identity.In(request.RouteValues["county"] as string ?? string.Empty)
            ?? throw new ProblemException(ProblemType.Forbidden, "The caller has no role in this county.");
        return policies.Any(policy => policy.Allows(caller, request.RouteValues)) ? caller : throw new ProblemException(ProblemType.Forbidden);
    }
}

/// <summary>
/// Lets a role of the route's county call an HTTP function. Several on one method: any of them suffices. A function with neither this nor
/// <see cref="PublicAccessAttribute"/> is refused to everybody.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AccessAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles => roles;

    /// <summary>
    /// The route parameter that must name what the caller's role is of: <c>Scope = "township"</c> lets <c>township:gaowan</c> call only where
    /// <c>{township}</c> is <c>gaowan</c>. A value written with its role, <c>department:minzheng</c>, is matched by that role's id.
    /// </summary>
    /// <value>Null: any id; the endpoint narrows what it answers to what the caller may see.</value>
    public string? Scope { get; init; }

    /// <summary>What the caller's role must be of, wherever the request goes: <c>Id = "county"</c> is the county's own meeting. Null: any.</summary>
    public string? Id { get; init; }

    /// <summary>A route value that the policy is for: <c>Where = "source=township"</c>. Null: any.</summary>
    public string? Where { get; init; }

    /// <summary>Whether the caller has one of the roles, of what the route names.</summary>
    internal bool Allows(Caller caller, RouteValueDictionary route) =>
        IsFor(route) && caller.Roles.Any(grant => roles.Contains(grant.Role) && (Id ?? grant.Id) == grant.Id && (Scope is null || Names(Value(route, Scope), grant)));

    private bool IsFor(RouteValueDictionary route) => Where is null || (Where.Split('=') is [var name, var value] && Value(route, name) == value);
    private static bool Names(string? value, RoleGrant grant) => value is not null && grant.Id is not null && (value == grant.Id || value == grant.ToString());
    private static string? Value(RouteValueDictionary route, string name) => route.TryGetValue(name, out object? value) ? value as string : null;
}

/// <summary>Lets anybody call an HTTP function, without a token.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAccessAttribute : Attribute;
