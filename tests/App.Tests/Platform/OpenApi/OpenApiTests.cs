using System.Text.Json.Nodes;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Platform.OpenApi;

public sealed class OpenApiTests(AppFixture app)
{
    private const string UpdateSetting = "UPDATE_OPENAPI";

    private static readonly string Committed = Path.Combine(RepositoryFolders.Root, "functions", "App", "openapi.json");

    [Fact]
    public void Document_OfTheFunctions_IsTheCommittedOne()
    {
        string document = OpenApiDocument.Write(HttpOperationCatalog.OfApp().All);
        if (Environment.GetEnvironmentVariable(UpdateSetting) == "1")
            File.WriteAllText(Committed, document);

        Assert.True(File.Exists(Committed) && File.ReadAllText(Committed) == document, $"The API has changed. If that is meant, run this test with {UpdateSetting}=1 and commit functions/App/openapi.json.");
    }

    [Fact]
    public async Task Get_Document_IsTheCommittedOne()
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Document_References_LeadSomewhere()
    {
        JsonNode document = Document();

        string[] references = [.. References(document)];

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name])));
    }

    [Fact]
    public void Document_EveryFunction_IsThereWithItsAnswersAndPolicies()
    {
        JsonNode document = Document();

        Assert.All(HttpOperationCatalog.OfApp().All, operation =>
        {
            JsonNode? described = document["paths"]?[$"/{operation.PathTemplate}"]?[operation.Verb.ToLowerInvariant()];
            Assert.Equal(operation.Name, (string?)described?["operationId"]);
            Assert.Contains(described!["responses"]!.AsObject(), answer => answer.Key[0] == '2');
            Assert.Equal(operation.Policies.Count, described["x-access"]?.AsArray().Count ?? 0);
            Assert.Equal(operation.RouteParameters, (described["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string?)parameter!["name"]));
        });
    }

    private static JsonNode Document() => JsonNode.Parse(OpenApiDocument.Write(HttpOperationCatalog.OfApp().All))!;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject described => described.SelectMany(member => member is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
