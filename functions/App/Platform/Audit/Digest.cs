using System.Security.Cryptography;

namespace Yuekao.App.Platform;

/// <summary>The SHA-256 of a content: tells whether two contents are the same without keeping either.</summary>
public readonly record struct Digest
{
    private readonly string? hex;

    private Digest(string hex) => this.hex = hex;

    /// <summary>Of bytes as they are.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Of a contract, in the JSON that the API writes.</summary>
    public static Digest OfJson<T>(T content) => Of(JsonSerializer.SerializeToUtf8Bytes(content, ApiJson.Options));

    /// <summary>A digest that was written down.</summary>
    /// <exception cref="FormatException">It is not 64 lower-case hexadecimal digits.</exception>
    public static Digest Parse(string hex) => hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigitLower)
        ? new(hex)
        : throw new FormatException($"'{hex}' is no SHA-256 in lower-case hexadecimal digits.");

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => hex ?? throw new InvalidOperationException("There is no digest of nothing.");
}
