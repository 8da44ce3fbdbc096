using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuekao.App.Tell;

/// <summary>What becomes of notices and messages by channel.</summary>
public sealed class ChannelTelemetry(YuekaoTelemetry telemetry, ILogger<ChannelTelemetry> logger)
{
    private const string ChannelTag = "yuekao.channel";
    private const string OutgoingTag = "yuekao.outgoing";

    private readonly Counter<long> sent = telemetry.Meter.CreateCounter<long>("yuekao.notices.sent", "{notice}", "Notices and messages that a channel took.");
    private readonly Counter<long> failed = telemetry.Meter.CreateCounter<long>("yuekao.notices.failed", "{notice}", "Notices and messages that do not leave by a channel, for good.");
    private readonly Histogram<double> attempts = telemetry.CallDurations("yuekao.channel.send.duration", "How long channels took to answer, each attempt.");

    /// <summary>
    /// Sends a message, with a span, a count and a duration for each attempt, and a line in the log where it was in vain. What is refused or not taken now is
    /// no failure of the app, but one of the span.
    /// </summary>
    internal async Task<ChannelReceipt> SendAsync(INoticeChannel channel, OutboxItem item, ChannelMessage message, CancellationToken cancellation)
    {
        using Activity? span = telemetry.Source.StartActivity($"send {channel.Name}", ActivityKind.Client);
        span?.SetTag(ChannelTag, channel.Name).Describe(item.Key, item.Pool);
        long start = Stopwatch.GetTimestamp();
        try
        {
            ChannelReceipt receipt = await channel.SendAsync(message, cancellation);
            if (receipt.Result == DeliveryResult.Sent)
            {
                End("sent");
                sent.Add(1, Of(channel.Name, item.Kind, "sent"));
                return receipt;
            }

            End("refused");
            Failed(channel.Name, item.Kind, "refused");
            span?.SetStatus(ActivityStatusCode.Error);
            logger.LogWarning("Channel {Channel} refuses message {Message} to {Recipient}: {Detail}.", channel.Name, OneLine.Of(message.Id), OneLine.Of(message.Recipient), receipt.Detail);
            return receipt;
        }
        catch (Exception failure)
        {
            End("unavailable");
            span?.Fail(failure);
            if (failure is ChannelUnavailableException { Detail: var detail })
                logger.LogWarning("Channel {Channel} cannot take message {Message} to {Recipient} now: {Detail}.", channel.Name, OneLine.Of(message.Id), OneLine.Of(message.Recipient), detail);
            throw;
        }

        void End(string outcome)
        {
            span?.SetTag(TelemetryTags.Outcome, outcome);
            attempts.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, Of(channel.Name, item.Kind, outcome));
        }
    }

    /// <summary>An item that could not be made a message of is tried again, and somebody must look at why.</summary>
    internal void NotComposed(OutboxItem item, Exception failure) =>
        logger.LogError(failure, "Of {Kind} of {Cycle} an item cannot be composed: {Item}.", item.Kind, item.Key, OneLine.Of(item.Item));

    /// <summary>An item will not leave: <c>refused</c> by the channel, or <c>unserved</c>: not the channel's to send any more.</summary>
    internal void Failed(string channel, OutgoingKind kind, string outcome) => failed.Add(1, Of(channel, kind, outcome));

    private static TagList Of(string channel, OutgoingKind kind, string outcome) =>
        new([new(ChannelTag, channel), new(OutgoingTag, kind == OutgoingKind.Notices ? "notices" : "messages"), new(TelemetryTags.Outcome, outcome)]);
}
