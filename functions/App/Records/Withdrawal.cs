namespace Yuekao.App.Records;

/// <summary>Says of something on record that it does not count any more, or does not stand: it stays, with the reason.</summary>
/// <param name="By">An id; the name stands beside it.</param>
public sealed record Withdrawal(string Reason, DateTimeOffset At, string By, string ByName);
