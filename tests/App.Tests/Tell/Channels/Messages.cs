namespace Yuekao.App.Tests.Tell.Channels;

/// <summary>Messages to send.</summary>
internal static class Messages
{
    public static ChannelMessage Notice { get; } = new(
        "haixing/2026-08/cadre:c0007",
        "haixing",
        "gaowan",
        "cadre:c0007",
        "张伟",
        "2026年8月考核反馈",
        "考核反馈\n等次：好",
        "**考核反馈**\n请登录查阅");
}
