using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Yuekao.App.Tests.Platform.Telemetry;

/// <summary>What is counted of calls to storage.</summary>
public sealed class StorageTelemetryTests(AppFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_OfTheAppAsItIs_CallsTablesAndBlobsOnce()
    {
        await using AppHost host = await AppHost.StartAsync(fixture.ConnectionString, fixture.Issuer.Address);
        using var recorder = new TelemetryRecorder(host.Services);

        (await host.Http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode().Dispose();

        foreach (string kind in (string[])["table", "blob"])
            Assert.Equal(1, recorder.Sum("yuekao.storage.calls", ("yuekao.storage.kind", kind), ("yuekao.outcome", "answered")));
    }

    [Theory]
    [InlineData("200", "answered")]
    [InlineData("404", "refused")]
    [InlineData("503,429,200", "failed,failed,answered")]
    [InlineData("-,200", "unanswered,answered")]
    [InlineData("503,-,-,-", "failed,unanswered,unanswered,unanswered")]
    public async Task Call_HoweverItEnds_IsCountedEachAttempt(string answers, string outcomes)
    {
        await using AppHost host = await AppHost.StartAsync(fixture.ConnectionString, fixture.Issuer.Address);
        using var recorder = new TelemetryRecorder(host.Services);
        using var handler = new Answering(answers.Split(','));
        using var http = new HttpClient(handler);
        BlobClientOptions options = new BlobClientOptions { Transport = new HttpClientTransport(http), Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(1) } }.Measured(host.Services, StorageKind.Blob);
        var blobs = new BlobServiceClient(new Uri("http://storage.example"), options);

        Exception? thrown = await Record.ExceptionAsync(() => blobs.GetPropertiesAsync(Cancellation));

        Assert.True(answers.EndsWith("200", StringComparison.Ordinal) ? thrown is null : thrown is RequestFailedException or AggregateException, thrown?.ToString());
        Assert.Equal(outcomes.Split(','), recorder.Of("yuekao.storage.calls").Select(one => one.Tags["yuekao.outcome"]));
        Assert.Equal(outcomes.Split(','), recorder.Of("yuekao.storage.call.duration").Select(one => one.Tags["yuekao.outcome"]));
    }

    private sealed class Answering(IEnumerable<string> answers) : HttpMessageHandler
    {
        private readonly Queue<string> answers = new(answers);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answers.Dequeue() switch
        {
            "-" => throw new HttpRequestException("nobody there"),
            "200" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<StorageServiceProperties/>", new System.Net.Http.Headers.MediaTypeHeaderValue("application/xml")) }),
            var status => Task.FromResult(new HttpResponseMessage(Enum.Parse<HttpStatusCode>(status))),
        };
    }
}
