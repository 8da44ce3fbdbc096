using System.Text.Json.Nodes;

namespace Yuekao.App.Platform;

/// <summary>Describes the API in OpenAPI 3.1, from nothing but what the functions declare.</summary>
internal static class OpenApiDocument
{
    /// <summary>The scheme that every operation but the public ones asks for.</summary>
    public const string Bearer = "bearer";

    private static readonly JsonSerializerOptions Layout = new(ApiJson.Options) { WriteIndented = true, NewLine = "\n" };

    public static string Write(IEnumerable<HttpOperation> operations) => Create(operations).ToJsonString(Layout) + "\n";

    private static JsonObject Create(IEnumerable<HttpOperation> operations)
    {
        var schemas = new ContractSchemas();
        var paths = new JsonObject();
        foreach (IGrouping<string, HttpOperation> path in operations.GroupBy(operation => operation.PathTemplate).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            paths[$"/{path.Key}"] = new JsonObject(path
                .OrderBy(operation => operation.Verb, StringComparer.Ordinal)
                .Select(operation => KeyValuePair.Create(operation.Verb.ToLowerInvariant(), (JsonNode?)OpenApiOperation.Of(operation, schemas))));
        }
        JsonNode problem = schemas.Of(typeof(ProblemDocument));
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Yuekao",
                ["version"] = "1",
                ["description"] = "The assessment of village cadres, month by month. Money is in integer fen, times are ISO 8601.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components(),
                ["responses"] = new JsonObject { ["Problem"] = ProblemAnswer(problem) },
                ["securitySchemes"] = new JsonObject
                {
                    [Bearer] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
            },
        };
    }

    private static JsonObject ProblemAnswer(JsonNode schema) => new()
    {
        ["description"] = $"A problem (RFC 9457). Its type is one of: {string.Join(", ", ProblemType.All.Select(type => $"{type.Type} ({type.Status})"))}.",
        ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = schema } },
    };
}

/// <summary>Serves the API's description. A copy is committed beside host.json, so that a change of the API is seen in review.</summary>
public static class OpenApiEndpoints
{
    private static readonly Lazy<string> Document = new(() => OpenApiDocument.Write(HttpOperationCatalog.OfApp().All));

    [Function(nameof(GetOpenApiDocument))]
    [PublicAccess]
    [Operation("This description of the API.")]
    [Answers(StatusCodes.Status200OK, typeof(object))]
    public static IActionResult GetOpenApiDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        new ContentResult { Content = Document.Value, ContentType = MediaTypeNames.Application.Json, StatusCode = StatusCodes.Status200OK };
}
