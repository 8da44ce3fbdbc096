using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>Sends bytes as they are: a client that knows HTTP would mend them.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentBag<RawConnection> Idle = [];

    /// <summary>Null where the connection ends without an answer.</summary>
    public static async Task<FuzzAnswer?> SendAsync(Uri address, FuzzRequest request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        // What says that it is the last on its connection may be no HTTP at all: it has one of its own.
        bool isLast = request.Bytes.AsSpan().IndexOf("\r\nConnection: close"u8) >= 0 || request.Route.StartsWith("wire", StringComparison.Ordinal);
        if (!isLast && Idle.TryTake(out RawConnection? used))
        {
            // The host may just have closed it.
            if (await AnswerAsync(used, request, isLast, limit.Token) is { } answer)
                return answer;
        }

        return await AnswerAsync(await RawConnection.OpenAsync(address, limit.Token), request, isLast, limit.Token);
    }

    private static async Task<FuzzAnswer?> AnswerAsync(RawConnection connection, FuzzRequest request, bool isLast, CancellationToken cancellation)
    {
        FuzzAnswer? answer = null;
        try
        {
            return answer = await connection.SendAsync(request, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (answer is null || isLast || answer.Headers.GetValueOrDefault("connection") == "close")
                connection.Dispose();
            else
                Idle.Add(connection);
        }
    }
}

internal sealed class RawConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream stream = new(socket, ownsSocket: true);
    private readonly byte[] buffer = new byte[16_384];
    private int start, end;

    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellation);
        return new RawConnection(socket);
    }

    public async Task<FuzzAnswer?> SendAsync(FuzzRequest request, CancellationToken cancellation)
    {
        // A host that refuses need not read to the end.
        Task sending = WriteAsync();
        try
        {
            FuzzAnswer answer = await ReadAsync(request.IsHead, cancellation);
            await sending;
            return answer;
        }
        catch (IOException)
        {
            return null;
        }

        async Task WriteAsync()
        {
            try
            {
                await stream.WriteAsync(request.Bytes, cancellation);
            }
            catch (Exception closed) when (closed is IOException or SocketException or ObjectDisposedException)
            {
                // It refused before the end.
            }
        }
    }

    public void Dispose() => stream.Dispose();

    private async Task<FuzzAnswer> ReadAsync(bool isHead, CancellationToken cancellation)
    {
        string[] status;
        do
        {
            status = (await LineAsync(cancellation)).Split(' ');
        }
        while (status is [_, ['1', ..], ..] && (await HeadersAsync(cancellation)).Count >= 0);
        if (status is not ["HTTP/1.1", var code, ..])
            throw new IOException($"No status line: {string.Join(' ', status)}");
        Dictionary<string, string> headers = await HeadersAsync(cancellation);
        int number = int.Parse(code, CultureInfo.InvariantCulture);
        byte[] body = isHead || number is 204 or 304 ? [] : await BodyAsync(headers, cancellation);
        return new FuzzAnswer(number, headers, body);
    }

    private async Task<Dictionary<string, string>> HeadersAsync(CancellationToken cancellation)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(cancellation) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return headers;
    }

    private async Task<byte[]> BodyAsync(Dictionary<string, string> headers, CancellationToken cancellation)
    {
        if (headers.TryGetValue("content-length", out string? length))
            return await BytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellation);
        var body = new List<byte>();
        if (headers.GetValueOrDefault("transfer-encoding") != "chunked")
        {
            // To the end of the connection, as HTTP/1.0 has it.
            while (await stream.ReadAsync(buffer.AsMemory(end), cancellation) is > 0 and var more)
                end += more;
            return buffer[start..end];
        }

        while (int.Parse(await LineAsync(cancellation), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) is > 0 and var size)
        {
            body.AddRange(await BytesAsync(size, cancellation));
            await LineAsync(cancellation);
        }

        await LineAsync(cancellation);
        return [.. body];
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        while (line is not [.., (byte)'\r', (byte)'\n'])
            line.Add((await BytesAsync(1, cancellation))[0]);
        return Encoding.Latin1.GetString([.. line[..^2]]);
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken cancellation)
    {
        byte[] bytes = new byte[count];
        for (int filled = 0; filled < count;)
        {
            if (start == end)
                (start, end) = (0, await stream.ReadAsync(buffer, cancellation));
            if (end == 0)
                throw new IOException("The connection ended.");
            int some = Math.Min(count - filled, end - start);
            buffer.AsSpan(start, some).CopyTo(bytes.AsSpan(filled));
            (start, filled) = (start + some, filled + some);
        }

        return bytes;
    }
}
