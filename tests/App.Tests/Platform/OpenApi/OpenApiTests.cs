using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yuekao.App.Tests.Platform.Access;

namespace Yuekao.App.Tests.Platform.OpenApi;

/// <summary>The API document: that it is the committed one, that it is sound OpenAPI 3.1, and that it says what was meant.</summary>
public sealed partial class OpenApiTests(AppFixture app)
{
    private const string UpdateSetting = "UPDATE_OPENAPI";

    private static readonly JsonNode Document = CommittedDocument.Read();
    private static readonly IReadOnlyList<DescribedOperation> Operations = CommittedDocument.Operations(Document);

    [Fact]
    public void Document_OfTheFunctions_IsTheCommittedOne()
    {
        string document = OpenApiDocument.Write(HttpOperationCatalog.OfApp().All);
        if (Environment.GetEnvironmentVariable(UpdateSetting) == "1")
            File.WriteAllText(CommittedDocument.File, document);

        Assert.True(File.ReadAllText(CommittedDocument.File) == document, $"The API has changed. If that is meant, run this test with {UpdateSetting}=1 and commit functions/App/openapi.json.");
    }

    [Fact]
    public async Task Get_Document_IsTheCommittedOne()
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(CommittedDocument.File, TestContext.Current.CancellationToken), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Operations_AreThoseOfTheAccessTable_AndNoOthers() => Assert.Equal(
        AccessTable.Lines.Where(line => line.IsDescribed).Select(line => $"{line.Function} {line.Verb} {line.Path}").Distinct().Order(StringComparer.Ordinal),
        Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void Operations_AskForATokenAndNameTheRoles_AsTheAccessTableSays() => Assert.All(AccessTable.Lines.Where(line => line.IsDescribed), line =>
    {
        JsonObject described = Operations.Single(operation => operation.Id == line.Function).Described;
        if (line.IsPublic)
        {
            Assert.Null(described["security"]);
            Assert.Null(described["x-access"]);
            return;
        }

        Assert.Equal("""[{"bearer":[]}]""", described["security"]!.ToJsonString());
        // Of an operation with several lines each names some.
        HashSet<string> said = [.. described["x-access"]!.AsArray().Select(policy => (string)policy!["role"]!)];
        Assert.Superset(line.Roles.ToHashSet(), said);
        Assert.Subset(AccessTable.Lines.Where(other => other.Function == line.Function).SelectMany(other => other.Roles).ToHashSet(), said);
    });

    [Fact]
    public void Document_IsOfOpenApi31_WithTheSchemeThatItsOperationsAskFor()
    {
        Assert.StartsWith("3.1.", (string?)Document["openapi"], StringComparison.Ordinal);
        Assert.Equal(["description", "title", "version"], Document["info"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("""{"type":"http","scheme":"bearer","bearerFormat":"JWT"}""", Document["components"]!["securitySchemes"]!["bearer"]!.ToJsonString());
        Assert.Equal(["/api"], Document["servers"]!.AsArray().Select(server => (string?)server!["url"]));
    }

    [Fact]
    public void Document_References_LeadSomewhere()
    {
        string[] references = [.. CommittedDocument.References(Document).Distinct()];

        Assert.Contains("#/components/schemas/ProblemDocument", references);
        Assert.All(references, reference => Assert.IsType<JsonObject>(CommittedDocument.Follow(Document, reference)));
    }

    [Fact]
    public void Document_EverySchema_IsReferredTo() => Assert.Empty(
        Document["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}").Except(CommittedDocument.References(Document)));

    [Fact]
    public void Operations_HaveIdsOfTheirOwn() => Assert.Distinct(Operations.Select(operation => operation.Id));

    [Fact]
    public void Paths_ButForTheNamesOfTheirParameters_Differ() => Assert.Distinct(Document["paths"]!.AsObject().Select(path => Parameter().Replace(path.Key, "{}")));

    [Fact]
    public void Operations_DeclareTheParametersOfTheirPath_EachOnceAndRequired() => Assert.All(Operations, operation =>
    {
        Assert.Equal(Parameter().Matches(operation.Path).Select(match => match.Groups["name"].Value), operation.Parameters.Where(parameter => parameter.In == "path").Select(parameter => parameter.Name));
        Assert.Distinct(operation.Parameters);
        Assert.All(operation.Described["parameters"]?.AsArray() ?? [], parameter =>
        {
            Assert.True((string?)parameter!["in"] is "path" or "query" or "header");
            Assert.Equal((string?)parameter["in"] == "path", (bool?)parameter["required"] ?? false);
            Assert.NotNull(parameter["schema"]);
        });
    });

    [Fact]
    public void Operations_AnswerWithAGoodOneAndWithProblems() => Assert.All(Operations, operation =>
    {
        Assert.Contains(operation.Statuses, status => status[0] == '2');
        string[] problems = [.. operation.Described["responses"]!.AsObject().Where(response => response.Key[0] is '4' or '5').Select(response => response.Key)];
        string[] always = operation.Described["security"] is null ? ["400", "500", "503"] : ["400", "401", "403", "500", "503"];
        Assert.Superset(always.ToHashSet(), problems.ToHashSet());
        Assert.Superset((operation.Described["requestBody"] is null ? [] : (string[])["413", "415"]).ToHashSet(), problems.ToHashSet());
        Assert.All(problems, status => Assert.Equal("#/components/responses/Problem", (string?)operation.Described["responses"]![status]!["$ref"]));
        Assert.All(operation.Statuses.Except(problems), status => Assert.NotEqual("", (string?)operation.Described["responses"]![status]!["description"] ?? ""));
    });

    [Fact]
    public void Operations_ThatRead_TakeNoBody() =>
        Assert.Empty(Operations.Where(operation => operation.Verb is "GET" or "DELETE" && operation.Described["requestBody"] is not null).Select(operation => operation.Id));

    [Theory]
    [InlineData("PutRoster", "/summary", "\"Replaces a township's roster, as JSON, CSV or a workbook. The same content again changes nothing. One that ends more than a tenth of the postings that last must say how many.\"")]
    [InlineData("PutRoster", "/requestBody", """{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Roster"}},"text/csv":{"schema":{"type":"string"}},"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":{"schema":{"type":"string","format":"binary"}}}}""")]
    [InlineData("PutRoster", "/responses/201", """{"description":"Created","headers":{"ETag":{"schema":{"type":"string"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/DocumentVersion"}}}}""")]
    [InlineData("PutRoster", "/parameters/4/name", "\"If-Match\"")]
    [InlineData("PutRoster", "/x-access", """[{"role":"county"},{"role":"township","scope":"township"}]""")]
    [InlineData("GetProposal", "/responses/200/content", """{"application/json":{"schema":{"$ref":"#/components/schemas/ProposalView"}}}""")]
    [InlineData("PutDecision", "/requestBody/content", """{"application/json":{"schema":{"$ref":"#/components/schemas/DecisionRequest"}}}""")]
    [InlineData("PutDecision", "/responses/202", """{"description":"Accepted","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Resolution"}}}}""")]
    [InlineData("WithdrawWaiver", "/responses/204", """{"description":"No Content"}""")]
    [InlineData("ListSchemes", "/parameters/1", """{"name":"top","in":"query","schema":{"type":"integer","minimum":1,"maximum":1000,"default":100},"description":"How many items at most."}""")]
    public void Operation_Says(string id, string path, string expected)
    {
        JsonNode? said = path.TrimStart('/').Split('/').Aggregate((JsonNode?)Operations.Single(operation => operation.Id == id).Described, (node, name) => node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)] : node?[name]);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), said), said?.ToJsonString());
    }

    [Fact]
    public void Schema_OfADecision_IsItsContract() => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse("""
            {
              "type": "object",
              "properties": {
                "kind": { "$ref": "#/components/schemas/ResolutionKind" },
                "round": { "type": "integer" },
                "attendees": { "type": "array", "items": { "type": "string" } },
                "minutes": { "type": "string" },
                "adjustments": { "type": "array", "items": { "$ref": "#/components/schemas/Adjustment" } },
                "overrideReason": { "type": ["string", "null"] },
                "returns": { "type": "array", "items": { "$ref": "#/components/schemas/ReturnedSource" } }
              },
              "required": ["kind", "round", "attendees", "minutes"],
              "additionalProperties": false
            }
            """),
        Document["components"]!["schemas"]!["DecisionRequest"]));

    [GeneratedRegex(@"\{(?<name>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Parameter();
}
