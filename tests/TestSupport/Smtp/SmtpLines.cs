namespace Yuekao.TestSupport.Smtp;

/// <summary>Reads lines that end in CR LF, and in nothing less (RFC 5321, 2.3.8).</summary>
internal sealed class SmtpLines(Stream stream)
{
    // The most octets of a line of text, its end included (RFC 5321, 4.5.3.1.6).
    private const int MaxLength = 1000;

    private readonly byte[] buffer = new byte[4096];
    private int position;
    private int length;

    /// <summary>The next line without its end, or null when the client has ended the connection.</summary>
    /// <exception cref="IOException">The line is too long.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            if (line.Count == MaxLength)
                throw new IOException($"A line has more than {MaxLength} octets.");
            if (position == length)
            {
                (position, length) = (0, await stream.ReadAsync(buffer, cancellation));
                if (length == 0)
                    return null;
            }

            line.Add(buffer[position++]);
        }

        return [.. line[..^2]];
    }
}
