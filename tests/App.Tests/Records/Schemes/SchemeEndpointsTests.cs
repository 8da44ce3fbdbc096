using System.Text;
using System.Text.Json.Nodes;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.Schemes;

public sealed class SchemeEndpointsTests(AppFixture app) : CountyTest(app)
{
    private static readonly string Files = System.IO.Path.Combine(Yuekao.Local.Azurite.RepositoryFolders.Root, "functions", "Assessment", "schemes");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_NewVersion_GetAnswersItByteForByte()
    {
        byte[] document = Document(version: 1);

        using HttpResponseMessage stored = await PutAsync(1, document);
        using HttpResponseMessage read = await GetAsync(Path(1));

        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal(document, await read.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(stored.Headers.ETag, read.Headers.ETag);
        Assert.Equal("application/json", read.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Put_SameBytesAgain_ChangesNothing()
    {
        (await PutAsync(1, Document(1))).Dispose();

        using HttpResponseMessage again = await PutAsync(1, Document(1));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single((await GetAsync<Page<SchemeVersion>>("schemes")).Items);
    }

    [Fact]
    public async Task Put_TitleWrittenOtherwise_IsTheSameVersion()
    {
        string document = Encoding.UTF8.GetString(Document(1));
        string title = (string)JsonNode.Parse(document)!["title"]!["en"]!;
        (await PutAsync(1, Document(1))).Dispose();

        using HttpResponseMessage again = await PutAsync(1, Encoding.UTF8.GetBytes(document.Replace($"\"{title}\"", $"\"\u3000{title} \"", StringComparison.Ordinal)));
        using HttpResponseMessage unseen = await PutAsync(1, Encoding.UTF8.GetBytes(document.Replace($"\"{title}\"", $"\"\u2066{title}\"", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains((await Problem.OfAsync(unseen, ProblemType.Malformed)).Errors!, error => error.Path == "$.title.en" && error.Message.ToString().Contains("U+2066", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_OtherBytes_IsAConflictAndChangesNothing()
    {
        (await PutAsync(1, Document(1))).Dispose();

        using HttpResponseMessage other = await PutAsync(1, [.. Document(1), (byte)'\n']);

        await Problem.OfAsync(other, ProblemType.Conflict);
        using HttpResponseMessage read = await GetAsync(Path(1));
        Assert.Equal(Document(1), await read.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Put_ManyWritersAtOnce_LetsOneWin()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => PutAsync(1, [.. Document(1), .. Encoding.UTF8.GetBytes(new string(' ', writer))])));

        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 5)], answers.Select(answer => answer.StatusCode).Order());
        foreach (HttpResponseMessage answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Put_SeveralMistakes_ListsEveryPath()
    {
        JsonNode document = JsonNode.Parse(Document(1))!;
        document["components"]![0]!["weight"] = 90;
        document["items"]![6]!["source"] = "department:nowhere";

        using HttpResponseMessage response = await PutAsync(1, Encoding.UTF8.GetBytes(document.ToJsonString()));

        IEnumerable<string> paths = (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path);
        Assert.Contains("$.components", paths);
        Assert.Contains("$.items[6].source", paths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"\\ud800\"")]
    public async Task Put_NoJson_IsMalformed(string text)
    {
        using HttpResponseMessage response = await PutAsync(1, Encoding.UTF8.GetBytes(text));

        await Problem.OfAsync(response, ProblemType.Malformed);
    }

    [Fact]
    public async Task Put_AnotherVersionThanItsAddress_IsUnacceptable()
    {
        using HttpResponseMessage response = await PutAsync(2, Document(1));

        Assert.Equal("$.version", Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Path);
    }

    [Fact]
    public async Task Put_IdOfAnotherCounty_IsUnacceptable()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, "schemes/haixing.village-monthly/versions/2", Bytes(Document(2), "application/json"));

        await Problem.OfAsync(response, ProblemType.Unacceptable);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("one")]
    [InlineData("99999999999")]
    [InlineData("2")]
    public async Task Get_NoSuchVersion_IsNotFound(string version)
    {
        using HttpResponseMessage response = await GetAsync($"schemes/{County}.village-monthly/versions/{version}");

        await Problem.OfAsync(response, ProblemType.NotFound);
    }

    [Fact]
    public async Task Get_IfNoneMatch_IsNotModified()
    {
        using HttpResponseMessage stored = await PutAsync(1, Document(1));
        using HttpResponseMessage again = await SendAsync(HttpMethod.Get, Path(1), ifNoneMatch: stored.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task List_PageByPage_ListsEachVersionOnceInOrder()
    {
        for (int version = 1; version <= 3; version++)
            (await PutAsync(version, Document(version))).Dispose();

        Page<SchemeVersion> first = await GetAsync<Page<SchemeVersion>>("schemes?top=2");
        Page<SchemeVersion> last = await GetAsync<Page<SchemeVersion>>($"schemes?top=2&continuation={first.Continuation}");

        Assert.Equal([1, 2, 3], first.Items.Concat(last.Items).Select(version => version.Version));
        Assert.Null(last.Continuation);
        Assert.Equal(3, (await GetAsync<Page<SchemeVersion>>($"schemes/{County}.village-monthly/versions")).Items.Count);
        Assert.Empty((await GetAsync<Page<SchemeVersion>>($"schemes/{County}.village/versions")).Items);
    }

    [Theory]
    [InlineData("haixing", "cadre-annual", "double-point-tour", "organizer-annual", "township-arena", "township-secretary-annual", "village-arena", "village-monthly", "work-ranking")]
    [InlineData("dongguang", "secretary-annual", "selection")]
    public async Task Start_SchemesOfACountyThatComeWithTheApp_AreThereByteForByte(string county, params string[] names)
    {
        using HttpResponseMessage listed = await SendAsync(HttpMethod.Get, "schemes", county: county);
        Page<SchemeVersion> versions = (await listed.Content.ReadFromJsonAsync<Page<SchemeVersion>>(ApiJson.Options, Cancel))!;

        Assert.Equal(names.Select(name => $"{county}.{name} 1"), versions.Items.Select(version => $"{version.Scheme} {version.Version}"));
        foreach (string name in names)
        {
            using HttpResponseMessage read = await SendAsync(HttpMethod.Get, $"schemes/{county}.{name}/versions/1", county: county);
            Assert.Equal(await File.ReadAllBytesAsync(System.IO.Path.Combine(Files, $"{county}.{name}.json"), Cancel), await read.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    // Haixing's monthly scheme, moved to the test's county.
    private byte[] Document(int version)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllBytes(System.IO.Path.Combine(Files, "haixing.village-monthly.json")))!;
        document["id"] = $"{County}.village-monthly";
        document["version"] = version;
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private string Path(int version) => $"schemes/{County}.village-monthly/versions/{version}";

    private Task<HttpResponseMessage> PutAsync(int version, byte[] document) => SendAsync(HttpMethod.Put, Path(version), Bytes(document, "application/json"));
}
