namespace Yuekao.App.Tests.Tell.Channels.WeCom;

/// <summary>Answers in place of WeCom, and keeps what it was sent.</summary>
internal sealed class StubRobot(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    /// <summary>Where the last post went.</summary>
    public Uri? Address { get; private set; }

    /// <summary>What the last post was.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The last post's content type.</summary>
    public string? ContentType { get; private set; }

    /// <summary>A robot that answers so.</summary>
    public static StubRobot Answering(string body, HttpStatusCode status = HttpStatusCode.OK, Action<HttpResponseMessage>? with = null) => new(_ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
        with?.Invoke(response);
        return Task.FromResult(response);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Address = request.RequestUri;
        Body = await request.Content!.ReadAsStringAsync(cancellationToken);
        ContentType = request.Content.Headers.ContentType?.ToString();
        return await answer(cancellationToken);
    }
}
