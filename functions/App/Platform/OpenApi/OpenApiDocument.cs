using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

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
        foreach (IGrouping<string, HttpOperation> path in operations.Where(operation => operation.Verb != HttpOperation.AnyVerb).GroupBy(operation => operation.Route).OrderBy(path => path.Key, StringComparer.Ordinal))
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

internal static class OpenApiOperation
{
    private static readonly string[] Tables = [.. TableFormats.Files.Select(file => file.MediaType)];

    public static JsonObject Of(HttpOperation operation, ContractSchemas schemas)
    {
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["tags"] = new JsonArray(operation.Method.DeclaringType!.Name.Replace("Endpoints", "", StringComparison.Ordinal)),
            ["summary"] = operation.Method.GetCustomAttribute<OperationAttribute>()?.Summary
                ?? throw new InvalidOperationException($"Function '{operation.Name}' does not say what it does: [Operation]."),
        };
        JsonNode?[] parameters = [.. Parameters(operation, schemas)];
        if (parameters.Length > 0)
            described["parameters"] = new JsonArray(parameters);
        AcceptsAttribute[] bodies =
        [
            .. operation.Method.GetCustomAttributes<AcceptsAttribute>(),
            .. operation.Method.IsDefined(typeof(AcceptsTablesAttribute)) ? Tables.Select(type => new AcceptsAttribute(typeof(string), type)) : [],
        ];
        if (bodies.Length > 0)
        {
            described["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(bodies.Select(body => (body.MediaType, body.Contract)), schemas),
            };
        }
        described["responses"] = Responses(operation, hasBody: bodies.Length > 0, schemas);
        if (!operation.IsPublic)
        {
            described["security"] = new JsonArray(new JsonObject { [OpenApiDocument.Bearer] = new JsonArray() });
            described["x-access"] = new JsonArray([.. operation.Policies.SelectMany(policy => policy.Roles, (policy, role) =>
                JsonSerializer.SerializeToNode(new { Role = RoleClaim.NameOf(role), policy.Scope, policy.Id, policy.Where }, ApiJson.Options))]);
        }
        return described;
    }

    private static IEnumerable<JsonNode?> Parameters(HttpOperation operation, ContractSchemas schemas)
    {
        foreach (string name in operation.RouteParameters)
            yield return Parameter(name, "path", schemas.Of(typeof(string)), null, required: true);
        foreach (QueryAttribute query in operation.Method.GetCustomAttributes<QueryAttribute>())
            yield return Parameter(query.Name, "query", schemas.Of(query.Type), query.Description);
        if (operation.Method.IsDefined(typeof(PreviewsAttribute)))
            yield return Parameter("preview", "query", schemas.Of(typeof(bool)), "Whether it is only said what would be added, changed and removed: everything is checked, nothing is stored.");
        if (operation.Method.IsDefined(typeof(TemplatesAttribute)))
            yield return Parameter("template", "query", schemas.Of(typeof(bool)), "Whether something to fill in is answered where nothing is stored yet; a browser that follows a link with it gets a workbook to save.");
        if (operation.Method.IsDefined(typeof(PagedAttribute)))
        {
            var top = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = PageRequest.MaximumTop, ["default"] = PageRequest.DefaultTop };
            yield return Parameter("top", "query", top, operation.Method.IsDefined(typeof(AnswersTablesAttribute)) ? "How many items at most, in JSON; a table is always the whole list." : "How many items at most.");
            yield return Parameter("continuation", "query", schemas.Of(typeof(string)), "The continuation of the page before.");
        }
        if (operation.Method.IsDefined(typeof(TaggedAttribute)) && operation.Verb != HttpMethods.Get)
        {
            yield return Parameter("If-Match", "header", schemas.Of(typeof(string)), "The ETag of what the request is about; 412 when it is no longer that.");
            if (operation.Verb == HttpMethods.Put)
                yield return Parameter("If-None-Match", "header", schemas.Of(typeof(string)), "*: only where nothing is there yet; 412 when something is.");
        }
    }

    private static JsonNode? Parameter(string name, string place, JsonNode schema, string? description, bool? required = null) =>
        JsonSerializer.SerializeToNode(new { name, @in = place, schema, required, description }, ApiJson.Options);

    private static JsonObject Responses(HttpOperation operation, bool hasBody, ContractSchemas schemas)
    {
        AnswersAttribute[] declared =
        [
            .. operation.Method.GetCustomAttributes<AnswersAttribute>(),
            .. operation.Method.IsDefined(typeof(PreviewsAttribute)) ? (AnswersAttribute[])[new AnswersAttribute(StatusCodes.Status200OK, typeof(DocumentPreview))] : [],
            .. operation.Method.IsDefined(typeof(AnswersTablesAttribute)) ? Tables.Select(type => new AnswersAttribute(StatusCodes.Status200OK, typeof(string), type)) : [],
        ];
        if (declared.Length == 0)
            throw new InvalidOperationException($"Function '{operation.Name}' does not say what it answers: [Answers].");
        bool isTagged = operation.Method.IsDefined(typeof(TaggedAttribute));
        var responses = new SortedDictionary<int, JsonNode?>();
        foreach (IGrouping<int, AnswersAttribute> answer in declared.GroupBy(answer => answer.Status))
            responses[answer.Key] = Response(answer.Key, answer, isTagged, schemas);
        int[] problems = [400, .. operation.IsPublic ? (int[])[] : [401, 403], .. hasBody ? (int[])[413, 415] : [], .. isTagged && operation.Verb != HttpMethods.Get ? (int[])[412] : [], 500, 503];
        foreach (int status in problems.Concat(operation.Method.GetCustomAttribute<ProblemsAttribute>()?.Statuses ?? []))
            responses[status] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        return new JsonObject(responses.Select(response => KeyValuePair.Create(response.Key.ToString(CultureInfo.InvariantCulture), response.Value)));
    }

    private static JsonObject Response(int status, IEnumerable<AnswersAttribute> answers, bool isTagged, ContractSchemas schemas)
    {
        var response = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
        if (isTagged)
            response["headers"] = new JsonObject { ["ETag"] = new JsonObject { ["schema"] = schemas.Of(typeof(string)) } };
        (string, Type)[] contents = [.. answers.Where(answer => answer.Contract is not null).Select(answer => (answer.MediaType, answer.Contract!))];
        if (contents.Length > 0)
            response["content"] = Content(contents, schemas);
        return response;
    }

    private static JsonObject Content(IEnumerable<(string MediaType, Type Contract)> contents, ContractSchemas schemas) => new(contents.GroupBy(content => content.MediaType).Select(content =>
        KeyValuePair.Create(content.Key, (JsonNode?)(content.Key == TableFormats.Workbook ? Bytes() : new JsonObject { ["schema"] = OneOf([.. content.Select(one => schemas.Of(one.Contract))]) }))));

    private static JsonNode OneOf(JsonNode[] schemas) => schemas is [var only] ? only : new JsonObject { ["oneOf"] = new JsonArray(schemas) };

    private static JsonObject Bytes() => new() { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } };
}
