namespace Yuekao.App.AuditTrail;

/// <summary>Which entries are asked for.</summary>
/// <param name="From">Appended at this time or later.</param>
/// <param name="To">Appended before this time.</param>
/// <param name="Resource">Done to this resource or to one under it; null for all.</param>
internal sealed record AuditFilter(DateTimeOffset From, DateTimeOffset To, string? Resource);
