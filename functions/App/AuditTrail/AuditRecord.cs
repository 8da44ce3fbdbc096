namespace Yuekao.App.AuditTrail;

/// <summary>An entry as the trail keeps it.</summary>
/// <param name="Month">The month it is filed under (UTC): <c>2026-10</c>.</param>
/// <param name="Sequence">Its number in the month, from 1 without gaps.</param>
/// <param name="At">When it was appended (UTC).</param>
/// <param name="Actor">Who acted.</param>
/// <param name="Action">What was done.</param>
/// <param name="Resource">What it was done to.</param>
/// <param name="Hash">The SHA-256 of this entry and of the hash before it.</param>
/// <param name="Before">The SHA-256 of the content it replaced, in hexadecimal.</param>
/// <param name="After">The SHA-256 of the content it left.</param>
/// <param name="Reason">Why; <c>not done</c> when the write of the entry before it failed.</param>
public sealed record AuditRecord(
    string Month, long Sequence, DateTimeOffset At, AuditActor Actor, string Action, string Resource, string Hash, string? Before = null, string? After = null, string? Reason = null);
