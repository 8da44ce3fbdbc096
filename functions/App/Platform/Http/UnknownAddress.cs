namespace Yuekao.App.Platform;

/// <summary>
/// Answers what no other function does, with a problem instead of the host's own page. The Functions host tries functions in the order of their names and takes the first whose
/// route fits: so this one's name comes last. The API document leaves it out: it is what the document does not have.
/// </summary>
public static class UnknownAddress
{
    internal const string Route = "{*path}";

    [Function(nameof(ZzUnknownAddress))]
    [PublicAccess]
    public static IActionResult ZzUnknownAddress([HttpTrigger(AuthorizationLevel.Anonymous, Route = Route)] HttpRequest request)
    {
        HttpOperationCatalog operations = request.HttpContext.RequestServices.GetRequiredService<HttpOperationCatalog>();
        PathString path = $"/{request.RouteValues["path"]}";
        string[] verbs = [.. operations.All.Where(one => one.Verb != HttpOperation.AnyVerb && one.Matches(path)).Select(one => one.Verb).Order(StringComparer.Ordinal)];
        if (verbs.Length == 0 || verbs.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            throw new ProblemException(ProblemType.NotFound, "There is nothing at this address: /api/openapi.json describes what there is.");
        request.HttpContext.Response.Headers.Allow = string.Join(", ", verbs);
        throw new ProblemException(ProblemType.MethodNotAllowed, $"The address takes {string.Join(", ", verbs)}.");
    }
}
