using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Deliveries;
using Yuekao.App.Messages.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Messages;

/// <summary>The inbox of those who work on cycles.</summary>
internal static class MessageServices
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddTable(MessageStore.Table)
        .AddSingleton<MessageStore>()
        .AddSingleton<IOutgoing, OutgoingMessages>();
}
