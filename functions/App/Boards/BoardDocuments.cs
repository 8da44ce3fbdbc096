using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Cycles;
using Yuekao.App.Storage;

namespace Yuekao.App.Boards;

/// <summary>The published boards, written once.</summary>
public sealed class BoardDocuments(DocumentBlobs blobs)
{
    /// <summary>Publishes a cycle's board, unless it is published already.</summary>
    /// <returns>The one that is published.</returns>
    public Task<Board> PublishAsync(CycleKey key, Board board, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key), board, cancellation);

    /// <summary>A cycle's board; null before it is published.</summary>
    public Task<Board?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<Board>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.County}/{key.Scheme}/{key.Period}/board.json";
}

/// <summary>The public boards.</summary>
internal static class BoardServices
{
    public static IServiceCollection AddBoards(this IServiceCollection services) => services.AddSingleton<BoardDocuments>();
}
