using System.Diagnostics;
using System.Diagnostics.Metrics;
using Yuekao.App.Deliveries;

namespace Yuekao.App.Telemetry;

/// <summary>What becomes of notices and messages by channel.</summary>
internal sealed class ChannelMetrics(Meter meter)
{
    private readonly Counter<long> sent = meter.CreateCounter<long>("yuekao.notices.sent", "{notice}", "Notices and messages that a channel took.");
    private readonly Counter<long> failed = meter.CreateCounter<long>("yuekao.notices.failed", "{notice}", "Notices and messages that do not leave by a channel, for good.");
    private readonly Histogram<double> attempts = meter.CreateHistogram(
        "yuekao.channel.send.duration", "s", "How long channels took to answer, each attempt.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = CallDurations.Boundaries });

    /// <summary>An item left.</summary>
    public void Sent(string channel, OutgoingKind kind) => sent.Add(1, Of(channel, kind, "sent"));

    /// <summary>An item will not leave.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="outcome"><c>refused</c> by the channel, <c>unserved</c>: not the channel's to send, <c>abandoned</c>: however often it was tried.</param>
    public void Failed(string channel, OutgoingKind kind, string outcome) => failed.Add(1, Of(channel, kind, outcome));

    /// <summary>A channel answered, or did not.</summary>
    public void Attempted(string channel, OutgoingKind kind, string outcome, TimeSpan took) => attempts.Record(took.TotalSeconds, Of(channel, kind, outcome));

    private static TagList Of(string channel, OutgoingKind kind, string outcome) =>
        new([new(TelemetryTags.Channel, channel), new(TelemetryTags.Outgoing, kind == OutgoingKind.Notices ? "notices" : "messages"), new(TelemetryTags.Outcome, outcome)]);
}
