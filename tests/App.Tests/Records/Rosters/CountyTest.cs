using System.Net.Http.Headers;
using System.Text;
using Yuekao.Local.Issuer;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Records.Rosters;

/// <summary>A test in a county of its own, over HTTP.</summary>
public abstract class CountyTest(AppFixture app)
{
    /// <summary>The test's own county.</summary>
    protected string County { get; } = AzuriteFixture.UniqueName("county");

    /// <summary>Sends as the county organizer, or in another role.</summary>
    protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string role = "county", string? ifMatch = null, string? accept = null, string? ifNoneMatch = null, string? county = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"counties/{county ?? County}/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", app.Issuer.Issue(new TokenRequest { County = county ?? County, Roles = role.Split(' ') }));
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Puts a document in place of what is there, as one who has just read it.</summary>
    protected async Task<HttpResponseMessage> ReplaceAsync(string path, HttpContent content, string role = "county")
    {
        using HttpResponseMessage read = await SendAsync(HttpMethod.Get, path, role: role);
        return await SendAsync(HttpMethod.Put, path, content, role, read.Headers.ETag?.ToString());
    }

    /// <summary>What a replacement would change.</summary>
    private protected async Task<DocumentPreview> PreviewAsync(string path, HttpContent content, string role = "county")
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, $"{path}?preview=true", content, role);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        DocumentPreview preview = JsonSerializer.Deserialize<DocumentPreview>(text, ApiJson.Options)!;
        Assert.Equal(preview.ETag, response.Headers.ETag?.ToString());
        return preview;
    }

    protected Task<HttpResponseMessage> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, accept: accept);

    protected async Task<T> GetAsync<T>(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>What an answer holds, which must have a status.</summary>
    private protected static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sending, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await sending;
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Where a problem of a type says that something is wrong.</summary>
    private protected static async Task<IReadOnlyList<string>> ErrorsAsync(Task<HttpResponseMessage> sending, ProblemType expected)
    {
        using HttpResponseMessage response = await sending;
        return [.. (await Problem.OfAsync(response, expected)).Errors?.Select(error => error.Path) ?? []];
    }

    protected static HttpContent Json<T>(T document) => JsonContent.Create(document, options: ApiJson.Options);

    protected static HttpContent Text(string text, string mediaType) => Bytes(Encoding.UTF8.GetBytes(text), mediaType);

    protected static HttpContent Bytes(byte[] bytes, string mediaType)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }
}
