using System.Security.Cryptography;

namespace Yuekao.App.Platform;

/// <summary>A write, for the audit trail. When it happened is the trail's to say.</summary>
/// <param name="Action">What was done, as the function's or activity's name: <c>PutRoster</c>.</param>
/// <param name="Resource">What it was done to: the path under the county, as <c>townships/gaowan/roster</c>.</param>
/// <param name="Before">The content it replaces; null where there was none.</param>
/// <param name="After">The content it leaves; null where it removes.</param>
/// <param name="Reason">Why, where a reason is asked for.</param>
public sealed record AuditEntry(string County, AuditActor Actor, string Action, string Resource, Digest? Before, Digest? After, string? Reason = null);

/// <summary>Who acted: a person with the roles that they had, as in the token; or, by its name and as <c>system</c>, a timer or an orchestration.</summary>
public sealed record AuditActor(string Id, string Name, string Roles)
{
    public static AuditActor Of(Caller caller) => new(caller.Id, caller.Name, string.Join(' ', caller.Roles));

    public static AuditActor System(string name) => new(name, name, "system");
}

/// <summary>An entry as the trail keeps it.</summary>
/// <param name="Month">The month it is filed under (UTC): <c>2026-10</c>.</param>
/// <param name="Sequence">Its number in the month, from 1 without gaps.</param>
/// <param name="At">When it was appended (UTC).</param>
/// <param name="Hash">The SHA-256 of this entry and of the hash before it.</param>
/// <param name="Before">The SHA-256 of the content it replaced, in hexadecimal.</param>
/// <param name="Reason">Why; <c>not done</c> when the write of the entry before it failed.</param>
public sealed record AuditRecord(
    string Month, long Sequence, DateTimeOffset At, AuditActor Actor, string Action, string Resource, string Hash, string? Before = null, string? After = null, string? Reason = null);

/// <summary>The entries that were appended from a time on and before another, and done to a resource or to one under it; null for all.</summary>
public sealed record AuditFilter(DateTimeOffset From, DateTimeOffset To, string? Resource);

/// <summary>The SHA-256 of a content: tells whether two contents are the same without keeping either.</summary>
public readonly record struct Digest
{
    private readonly string? hex;

    private Digest(string hex) => this.hex = hex;

    public static Digest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Of a contract, in the JSON that the API writes.</summary>
    public static Digest OfJson<T>(T content) => Of(JsonSerializer.SerializeToUtf8Bytes(content, ApiJson.Options));

    /// <exception cref="FormatException">It is not 64 lower-case hexadecimal digits.</exception>
    public static Digest Parse(string hex) => hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigitLower)
        ? new(hex)
        : throw new FormatException($"'{hex}' is no SHA-256 in lower-case hexadecimal digits.");

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => hex ?? throw new InvalidOperationException("There is no digest of nothing.");
}
