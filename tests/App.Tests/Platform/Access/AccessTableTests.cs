using System.Text.Json.Nodes;
using Yuekao.App.Tests.Platform.Formats;
using Yuekao.App.Tests.Platform.OpenApi;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>Every HTTP function × every kind of caller (docs/design.md 9.7): the running app answers what a table that was written by hand says.</summary>
public sealed class AccessTableTests(AppFixture app, AccessCounty county) : IClassFixture<AccessCounty>
{
    private static readonly JsonNode Document = CommittedDocument.Read();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Lines() => [.. AccessTable.Lines.Select(line => line.Name)];

    [Fact]
    public void Table_AndTheAppsFunctions_AreTheSame()
    {
        Assert.Equal(
            HttpOperationCatalog.OfApp().All.Select(one => $"{one.Name} {one.Verb} {one.Route}"),
            AccessTable.Lines.Select(line => $"{line.Function} {line.Verb} {line.Path}").Distinct().Order(StringComparer.Ordinal));
        Assert.Distinct(AccessTable.Lines.Select(line => line.Name));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Request_ByAnybody_IsAnsweredAsTheTableSays(string name)
    {
        AccessLine line = AccessTable.Of(name);
        var wrong = new List<string>();
        HashSet<string> allowed = line.IsPublic ? [] : [.. line.Who.SelectMany(who => county.Named(line, who.TrimStart('!')))];
        HashSet<string> roles = [.. line.Roles];

        foreach ((string caller, string role) in county.Callers)
        {
            Expected expected = line.IsPublic || allowed.Contains(role) ? Expected.LetIn : line.Hides && roles.Contains(role.Split(':')[0]) ? Expected.Hidden : Expected.Refused;
            await AskAsync($"{caller} ({role})", county.Token(role), expected);
            await AskAsync($"{caller} of another county", county.Token(role, here: false), line.IsPublic ? Expected.LetIn : Expected.Refused);
        }

        await AskAsync("nobody", null, line.IsPublic ? Expected.LetIn : Expected.Unknown);
        await AskAsync("somebody without roles", county.Token(role: null), line.IsPublic ? Expected.LetIn : Expected.Refused);
        foreach ((ForgedTokens forged, string authorization) in county.Forged)
            await AskAsync(forged.Name, authorization, line.IsPublic ? Expected.LetIn : forged.Expected == HttpStatusCode.Forbidden ? Expected.Refused : Expected.Unknown);

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task AskAsync(string caller, string? authorization, Expected expected)
        {
            using HttpRequestMessage request = county.Ask(line, authorization);
            using HttpResponseMessage response = await app.Http.SendAsync(request, Cancel);
            int status = (int)response.StatusCode;
            bool isRight = expected switch
            {
                Expected.Unknown => status == 401 && response.Headers.WwwAuthenticate.Single().Scheme == "Bearer",
                Expected.Refused => status == 403,
                Expected.Hidden => status is 403 or 404,
                // A write comes without a body here: that it is asked for one, that the sealed cycle takes no more, or that there is nothing to withdraw, is as far as it gets.
                _ when !line.IsDescribed => status == 404,
                _ => response.IsSuccessStatusCode || (line.Verb != "GET" && (status is 400 or 409 or 415 || (status == 404 && !line.Hides))),
            };
            if (!isRight)
                wrong.Add($"{caller}: {expected} by the table, but {status}: {await response.Content.ReadAsStringAsync(Cancel)}");
            if (line.IsDescribed && Document["paths"]![$"/{line.Path}"]![line.Verb.ToLowerInvariant()]!["responses"]![$"{status}"] is null)
                wrong.Add($"{caller}: {status}, which the API document does not have");
        }
    }

    [Fact]
    public async Task EveryList_AsATable_IsWholeWhateverPageIsAskedFor()
    {
        string[] lists = [.. HttpOperationCatalog.OfApp().All.Where(one => one.Method.IsDefined(typeof(PagedAttribute), inherit: false) && one.Method.IsDefined(typeof(AnswersTablesAttribute), inherit: false)).Select(one => one.Name)];
        var rows = new Dictionary<string, int>();
        var wrong = new List<string>();

        foreach (AccessLine line in AccessTable.Lines.Where(line => lists.Contains(line.Function)))
        {
            string role = county.Callers.Values.First(role => county.Named(line, line.Who[0]).Contains(role));
            int items = JsonNode.Parse(await ReadAsync(line, role, "application/json", top: 1000))!["items"]!.AsArray().Count;
            string table = await ReadAsync(line, role, TableFormats.Csv, top: 1);
            rows[line.Function] = Math.Max(items, rows.GetValueOrDefault(line.Function));
            if (CsvText.Records(table) != items + 1 || table != await ReadAsync(line, role, TableFormats.Csv, top: 1000))
                wrong.Add($"{line.Name}: {items} items, but {table}");
        }

        Assert.Empty(wrong);
        Assert.Equal(lists.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        // Nobody is eligible before the year is over, no scheme here has topics, and the only rotation may have been withdrawn by now.
        Assert.Empty(rows.Where(list => list.Value == 0).Select(list => list.Key).Except(["ListPriority", "ListTopics", "ListRotationStandings"]));

        async Task<string> ReadAsync(AccessLine line, string role, string accept, int top)
        {
            using HttpRequestMessage request = county.Ask(line, county.Token(role));
            request.RequestUri = new Uri($"{request.RequestUri}{(line.Query is null ? '?' : '&')}top={top}", UriKind.RelativeOrAbsolute);
            request.Headers.Accept.ParseAdd(accept);
            using HttpResponseMessage response = await app.Http.SendAsync(request, Cancel);
            string text = await response.Content.ReadAsStringAsync(Cancel);
            Assert.True(response.IsSuccessStatusCode && response.Content.Headers.ContentType!.MediaType == accept, $"{line.Name} by {role}: {(int)response.StatusCode} {text}");
            return text;
        }
    }

    [Fact]
    public async Task EveryListThatIsReplaced_PreviewedAsItIs_WouldStayTheSame()
    {
        string[] lists = [.. HttpOperationCatalog.OfApp().All.Where(one => one.Method.IsDefined(typeof(PreviewsAttribute), inherit: false)).Select(one => one.Name)];
        var answers = new Dictionary<string, string>();

        foreach (AccessLine line in AccessTable.Lines.Where(line => lists.Contains(line.Function)))
        {
            string role = county.Callers.Values.First(role => county.Named(line, line.Who[0]).Contains(role));
            using HttpRequestMessage read = county.Ask(line with { Verb = "GET" }, county.Token("county"));
            read.Headers.Accept.ParseAdd(TableFormats.Csv);
            using HttpResponseMessage table = await app.Http.SendAsync(read, Cancel);
            Assert.True(table.IsSuccessStatusCode, line.Name);
            using HttpRequestMessage request = county.Ask(line, county.Token(role));
            request.RequestUri = new Uri($"{request.RequestUri}?preview=true", UriKind.Relative);
            request.Content = new ByteArrayContent(await table.Content.ReadAsByteArrayAsync(Cancel));
            request.Content.Headers.ContentType = new(TableFormats.Csv);
            using HttpResponseMessage answer = await app.Http.SendAsync(request, Cancel);
            string text = await answer.Content.ReadAsStringAsync(Cancel);
            if (answers.GetValueOrDefault(line.Function) != "same")
                answers[line.Function] = answer.IsSuccessStatusCode && JsonNode.Parse(text)!["isSame"]!.GetValue<bool>() ? "same" : text;
        }

        Assert.Equal(lists.Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Value != "same");
    }

    [Fact]
    public async Task Request_OfAFunctionThatDeclaresNothing_IsRefusedToEverybody()
    {
        foreach (string role in county.Callers.Values)
        {
            using HttpRequestMessage request = county.Ask(Undeclared, county.Token(role));
            using HttpResponseMessage response = await app.Http.SendAsync(request, Cancel);
            await Problem.OfAsync(response, ProblemType.Forbidden);
        }

        using HttpResponseMessage nobody = await app.Http.SendAsync(county.Ask(Undeclared, authorization: null), Cancel);
        await Problem.OfAsync(nobody, ProblemType.Unauthenticated);
    }

    [Fact]
    public void EveryPolicy_NamesParametersOfItsRoute() => Assert.Empty(
        from operation in HttpOperationCatalog.OfApp().All
        from policy in operation.Policies
        from parameter in new[] { policy.Scope, policy.Where?.Split('=')[0] }
        where parameter is not null && !operation.RouteParameters.Contains(parameter)
        select $"{operation.Name}: {parameter}");

    private static AccessLine Undeclared => new() { Name = "", Function = ProbeEndpoints.WithoutPolicy, Verb = "GET", Path = "counties/{county}/probes/undeclared", Who = [], Hides = false };

    private enum Expected
    {
        LetIn,
        Refused,
        Hidden,
        Unknown,
    }
}
