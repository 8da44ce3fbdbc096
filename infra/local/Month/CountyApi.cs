using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Yuekao.Local.Month;

/// <summary>The app's API as the people of a county use it: each request with a token of the role that makes it.</summary>
/// <param name="app">A client whose base address is the app: another one after the app was started anew.</param>
/// <param name="issuer">Whom the app believes.</param>
/// <param name="county">The county.</param>
internal sealed class CountyApi(Func<HttpClient> app, LocalIssuer issuer, string county)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private int requests;

    /// <summary>For how long a request is sent again while the app does not answer; none for at once giving up.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>The county.</summary>
    public string County => county;

    /// <summary>How many requests were answered.</summary>
    public int Requests => requests;

    /// <summary>Sends what must succeed.</summary>
    /// <param name="role">The role, as tokens have it: <c>township:gaowan</c>.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path under the county.</param>
    /// <param name="body">A contract, to be sent as JSON; or what makes the content.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer's JSON; undefined where it has none.</returns>
    /// <exception cref="LocalAppException">The app refused: with what it said.</exception>
    public async Task<JsonElement> SendAsync(string role, HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        (HttpStatusCode status, string text) = await AnswerAsync(role, method, path, body, "application/json", cancellation);
        if ((int)status >= 300)
            throw new LocalAppException($"{method} {path} as {role}: {(int)status} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>Stores a document in place of whatever is there: of another one by its ETag, as the app asks of everybody.</summary>
    public async Task ReplaceAsync(string role, string path, Func<HttpContent> document, CancellationToken cancellation)
    {
        (HttpStatusCode status, string text, _) = await AnswerAsync(role, HttpMethod.Put, path, document, "application/json", ifMatch: null, cancellation);
        if (status == HttpStatusCode.PreconditionRequired)
        {
            string? there = (await AnswerAsync(role, HttpMethod.Get, path, body: null, "application/json", ifMatch: null, cancellation)).ETag;
            (status, text, _) = await AnswerAsync(role, HttpMethod.Put, path, document, "application/json", there, cancellation);
        }

        if ((int)status >= 300)
            throw new LocalAppException($"PUT {path} as {role}: {(int)status} {text}");
    }

    /// <summary>Reads what must be there.</summary>
    public Task<JsonElement> GetAsync(string role, string path, CancellationToken cancellation) =>
        SendAsync(role, HttpMethod.Get, path, body: null, cancellation);

    /// <summary>Reads every page of a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string role, string path, CancellationToken cancellation)
    {
        var items = new List<JsonElement>();
        string start = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}top=1000";
        string? next = start;
        while (next is not null)
        {
            JsonElement page = await GetAsync(role, next, cancellation);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("continuation", out JsonElement token) ? $"{start}&continuation={token.GetString()}" : null;
        }

        return items;
    }

    /// <summary>Sends a request and tells what came back, whatever it is.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AnswerAsync(
        string role, HttpMethod method, string path, object? body, string accept, CancellationToken cancellation)
    {
        (HttpStatusCode status, string text, _) = await AnswerAsync(role, method, path, body, accept, ifMatch: null, cancellation);
        return (status, text);
    }

    private async Task<(HttpStatusCode Status, string Text, string? ETag)> AnswerAsync(
        string role, HttpMethod method, string path, object? body, string accept, string? ifMatch, CancellationToken cancellation)
    {
        long began = Environment.TickCount64;
        while (true)
        {
            try
            {
                using HttpRequestMessage request = Request(role, method, path, body, accept);
                if (ifMatch is not null)
                    request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
                using HttpResponseMessage response = await app().SendAsync(request, cancellation);
                string text = await response.Content.ReadAsStringAsync(cancellation);
                bool isDown = response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
                if (!isDown || IsOver(began))
                {
                    Interlocked.Increment(ref requests);
                    return (response.StatusCode, text, response.Headers.ETag?.ToString());
                }
            }
            catch (Exception exception) when (
                exception is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException
                && !cancellation.IsCancellationRequested && !IsOver(began))
            {
                // The app is being started anew.
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private bool IsOver(long began) => Environment.TickCount64 - began >= Patience.TotalMilliseconds;

    private HttpRequestMessage Request(string role, HttpMethod method, string path, object? body, string accept) => new(
        method, new Uri($"api/counties/{county}/{path}", UriKind.Relative))
    {
        Headers =
        {
            Authorization = new AuthenticationHeaderValue("Bearer", issuer.Issue(new TokenRequest { County = county, Roles = [role] })),
            Accept = { new MediaTypeWithQualityHeaderValue(accept) },
        },
        Content = body is Func<HttpContent> make ? make() : body is null ? null : JsonContent.Create(body, options: AssessmentJson.Options),
    };
}
