using Microsoft.Azure.Functions.Worker.Middleware;

namespace Yuekao.App.Platform;

/// <summary>Lets nobody call an HTTP function whom its declared policies do not let in, before anything of the request is read.</summary>
internal sealed class AccessMiddleware(HttpOperationCatalog operations, TokenValidator tokens, ILogger<AccessMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && !IsPublic(context, out IReadOnlyList<AccessPolicy> policies))
            http.SetCaller(await AdmitAsync(http.Request, policies, context.CancellationToken));
        await next(context);
    }

    private bool IsPublic(FunctionContext context, out IReadOnlyList<AccessPolicy> policies)
    {
        policies = [];
        if (operations.TryGet(context.FunctionDefinition.Name, out HttpOperation? operation))
        {
            policies = operation.Policies;
            if (operation.IsPublic)
                return true;
        }
        if (policies.Count == 0)
            logger.LogError("Function '{Function}' declares no access policy: it is refused to everybody.", context.FunctionDefinition.Name);
        return false;
    }

    private async Task<Caller> AdmitAsync(HttpRequest request, IReadOnlyList<AccessPolicy> policies, CancellationToken cancellation)
    {
        TokenIdentity identity = await tokens.IdentifyAsync(request, cancellation);
        Caller caller = identity.In(request.RouteValues["county"] as string ?? string.Empty)
            ?? throw new ProblemException(ProblemType.Forbidden, "The caller has no role in this county.");
        return policies.Any(policy => policy.Allows(caller, request.RouteValues)) ? caller : throw new ProblemException(ProblemType.Forbidden);
    }
}
