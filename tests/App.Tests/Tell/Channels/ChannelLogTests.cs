using Microsoft.Extensions.Logging;

namespace Yuekao.App.Tests.Tell.Channels;

public sealed class ChannelLogTests
{
    private readonly List<string> log = [];

    [Fact]
    public async Task Send_Refused_IsOneLineAndTheReceipt()
    {
        ChannelReceipt receipt = await SendAsync(() => new ChannelReceipt("stub", DeliveryResult.Refused, "errcode 93000"));

        Assert.Equal(new ChannelReceipt("stub", DeliveryResult.Refused, "errcode 93000"), receipt);
        Assert.Equal(["Warning: Channel stub refuses message n1  forged to cadre:c0007: errcode 93000."], log);
    }

    [Fact]
    public async Task Send_Unavailable_IsOneLineAndThrows()
    {
        await Assert.ThrowsAsync<ChannelUnavailableException>(() => SendAsync(() => throw new ChannelUnavailableException("stub", "HTTP 503")));

        Assert.Equal(["Warning: Channel stub cannot take message n1  forged to cadre:c0007 now: HTTP 503."], log);
    }

    [Fact]
    public async Task Send_Sent_IsNotLogged()
    {
        await SendAsync(() => new ChannelReceipt("stub", DeliveryResult.Sent));

        Assert.Empty(log);
    }

    private async Task<ChannelReceipt> SendAsync(Func<ChannelReceipt> answer)
    {
        await using ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<YuekaoTelemetry>().BuildServiceProvider();
        var key = new CycleKey(CountyId.Of("haixing"), SchemeId.Of("haixing.village-monthly"), Period.Of("2026-10"));
        var item = new OutboxItem(OutgoingKind.Notices, key, Pool: null, "n1", Township: null, Urgency.Bulk, "0", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        return await new ChannelTelemetry(services.GetRequiredService<YuekaoTelemetry>(), new Lines(log))
            .SendAsync(new Stub(answer), item, Messages.Notice with { Id = "n1\r\nforged" }, TestContext.Current.CancellationToken);
    }

    private sealed class Stub(Func<ChannelReceipt> answer) : INoticeChannel
    {
        public string Name => "stub";

        public bool IsGroup => false;

        public int? MostPerMinute => null;

        public Lane? LaneTo(string county, string? township) => Lane.Of(Name, "");

        public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
        {
            await Task.Yield();
            return answer();
        }
    }

    private sealed class Lines(List<string> lines) : ILogger<ChannelTelemetry>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel}: {formatter(state, exception)}{exception}");
    }
}
