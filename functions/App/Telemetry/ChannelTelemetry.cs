using System.Diagnostics;
using Yuekao.App.Channels;
using Yuekao.App.Deliveries;

namespace Yuekao.App.Telemetry;

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
