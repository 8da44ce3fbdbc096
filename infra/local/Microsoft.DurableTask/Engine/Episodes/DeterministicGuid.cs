using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Local;

/// <summary>Name-based GUIDs: RFC 9562, version 5.</summary>
internal static class DeterministicGuid
{
    // Any fixed namespace will do; this one is the engine's own.
    private static readonly Guid Namespace = new("6f3c5a0e-64f1-4e07-9a3c-0a8e4be0d1c7");

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Version 5 is SHA-1; nothing is secured by it.")]
    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{instanceId}/{now.Ticks}/{counter}");
        byte[] input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));

        Span<byte> hash = SHA1.HashData(input).AsSpan(0, 16);
        const ushort version = 0x5000;
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | version));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
