using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Yuekao.App.Platform;

/// <summary>Describes one operation.</summary>
internal static class OpenApiOperation
{
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
        AcceptsAttribute[] bodies = [.. operation.Method.GetCustomAttributes<AcceptsAttribute>()];
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
            described["x-access"] = new JsonArray([.. operation.Policies.Select(Policy)]);
        }
        return described;
    }

    private static IEnumerable<JsonNode?> Parameters(HttpOperation operation, ContractSchemas schemas)
    {
        foreach (string name in operation.RouteParameters)
            yield return Parameter(name, "path", schemas.Of(typeof(string)), null, required: true);
        foreach (QueryAttribute query in operation.Method.GetCustomAttributes<QueryAttribute>())
            yield return Parameter(query.Name, "query", schemas.Of(query.Type), query.Description);
        if (operation.Method.IsDefined(typeof(PagedAttribute)))
        {
            var top = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = PageRequest.MaximumTop, ["default"] = PageRequest.DefaultTop };
            yield return Parameter("top", "query", top, "How many items at most.");
            yield return Parameter("continuation", "query", schemas.Of(typeof(string)), "The continuation of the page before.");
        }
        if (operation.Method.IsDefined(typeof(TaggedAttribute)) && operation.Verb != HttpMethods.Get)
            yield return Parameter("If-Match", "header", schemas.Of(typeof(string)), "The ETag of what the request is about; 412 when it is no longer that.");
    }

    private static JsonNode? Parameter(string name, string place, JsonNode schema, string? description, bool? required = null) =>
        JsonSerializer.SerializeToNode(new { name, @in = place, schema, required, description }, ApiJson.Options);

    private static JsonObject Responses(HttpOperation operation, bool hasBody, ContractSchemas schemas)
    {
        AnswersAttribute[] declared = [.. operation.Method.GetCustomAttributes<AnswersAttribute>()];
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

    private static JsonObject Content(IEnumerable<(string MediaType, Type Contract)> contents, ContractSchemas schemas) => new(contents
        .Select(content => KeyValuePair.Create(content.MediaType, (JsonNode?)new JsonObject { ["schema"] = schemas.Of(content.Contract) })));

    private static JsonNode? Policy(AccessPolicy policy) =>
        JsonSerializer.SerializeToNode(new { Role = RoleClaim.NameOf(policy.Role), policy.Scope, policy.Id, policy.Where }, ApiJson.Options);
}
