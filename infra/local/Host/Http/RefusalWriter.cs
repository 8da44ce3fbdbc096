using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Yuekao.Local.Host.Http;

/// <summary>
/// Writes what Kestrel writes to a connection. What is no HTTP, or too long, Kestrel refuses before any middleware sees it, with an answer without a body: that one gets a problem document.
/// </summary>
internal sealed class RefusalWriter(PipeWriter inner) : PipeWriter
{
    private const int StatusAt = 9;

    private readonly ArrayBufferWriter<byte> unflushed = new();

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => unflushed.WrittenCount;

    public static void Use(ListenOptions listen) => listen.Use(next => async connection =>
    {
        IDuplexPipe transport = connection.Transport;
        connection.Transport = new Pipes(transport.Input, new RefusalWriter(transport.Output));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    });

    public override void Advance(int bytes) => unflushed.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => unflushed.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => unflushed.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        inner.Write(WithBody(unflushed.WrittenSpan));
        unflushed.ResetWrittenCount();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private static ReadOnlySpan<byte> WithBody(ReadOnlySpan<byte> answer)
    {
        int empty = answer.IndexOf("\r\nContent-Length: 0\r\n"u8);
        bool isRefusal = answer.StartsWith("HTTP/1.1 "u8) && answer[StatusAt] is (byte)'4' or (byte)'5' && empty > 0 && answer.EndsWith("\r\n\r\n"u8);
        if (!isRefusal || answer.IndexOf("\r\nContent-Type:"u8) > 0)
            return answer;
        byte[] body = ProblemAnswers.Body(int.Parse(answer[StatusAt..(StatusAt + 3)], CultureInfo.InvariantCulture));
        byte[] head = Encoding.ASCII.GetBytes($"\r\nContent-Type: {ProblemAnswers.MediaType}\r\nContent-Length: {body.Length}\r\n");
        return (byte[])[.. answer[..empty], .. head, .. answer[(empty + "\r\nContent-Length: 0\r\n"u8.Length)..], .. body];
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
