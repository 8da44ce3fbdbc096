using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuekao.App.Tell;

/// <summary>Sends by channels, with a span, a count and a duration for each attempt.</summary>
internal static class ChannelTelemetry
{
    /// <summary>Sends a message. What is refused or not taken now is no failure of the app, but one of the span.</summary>
    public static async Task<ChannelReceipt> SendAsync(this YuekaoTelemetry telemetry, INoticeChannel channel, DeliveryPlan plan, ChannelMessage message, CancellationToken cancellation)
    {
        using Activity? span = telemetry.Source.StartActivity($"send {channel.Name}", ActivityKind.Client);
        span?.SetTag(TelemetryTags.Channel, channel.Name).Describe(plan.Key, plan.Pool);
        long start = Stopwatch.GetTimestamp();
        try
        {
            ChannelReceipt receipt = await channel.SendAsync(message, cancellation);
            bool isSent = receipt.Result == ChannelResult.Sent;
            End(isSent ? "sent" : "refused");
            if (isSent)
                telemetry.Channels.Sent(channel.Name, plan.Kind);
            else
                telemetry.Channels.Failed(channel.Name, plan.Kind, "refused");
            span?.SetStatus(isSent ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            return receipt;
        }
        catch (Exception failure)
        {
            End("unavailable");
            span?.Fail(failure);
            throw;
        }

        void End(string outcome)
        {
            span?.SetTag(TelemetryTags.Outcome, outcome);
            telemetry.Channels.Attempted(channel.Name, plan.Kind, outcome, Stopwatch.GetElapsedTime(start));
        }
    }
}

/// <summary>What becomes of notices and messages by channel.</summary>
internal sealed class ChannelMetrics(Meter meter)
{
    private readonly Counter<long> sent = meter.CreateCounter<long>("yuekao.notices.sent", "{notice}", "Notices and messages that a channel took.");
    private readonly Counter<long> failed = meter.CreateCounter<long>("yuekao.notices.failed", "{notice}", "Notices and messages that do not leave by a channel, for good.");
    private readonly Histogram<double> attempts = meter.CreateHistogram(
        "yuekao.channel.send.duration", "s", "How long channels took to answer, each attempt.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = CallDurations.Boundaries });

    public void Sent(string channel, OutgoingKind kind) => sent.Add(1, Of(channel, kind, "sent"));

    /// <summary>An item will not leave.</summary>
    /// <param name="outcome"><c>refused</c> by the channel, <c>unserved</c>: not the channel's to send, <c>abandoned</c>: however often it was tried.</param>
    public void Failed(string channel, OutgoingKind kind, string outcome) => failed.Add(1, Of(channel, kind, outcome));

    public void Attempted(string channel, OutgoingKind kind, string outcome, TimeSpan took) => attempts.Record(took.TotalSeconds, Of(channel, kind, outcome));

    private static TagList Of(string channel, OutgoingKind kind, string outcome) =>
        new([new(TelemetryTags.Channel, channel), new(TelemetryTags.Outgoing, kind == OutgoingKind.Notices ? "notices" : "messages"), new(TelemetryTags.Outcome, outcome)]);
}
