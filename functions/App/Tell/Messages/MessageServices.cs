namespace Yuekao.App.Tell;

/// <summary>The inbox of those who work on cycles.</summary>
internal static class MessageServices
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddTable(MessageStore.Table)
        .AddSingleton<MessageStore>()
        .AddSingleton<DeliveryStarter>()
        .AddSingleton<IOutgoing, OutgoingMessages>();
}
