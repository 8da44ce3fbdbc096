namespace Yuekao.App.Records;

/// <summary>Says of something on record that it does not count any more, or does not stand: it stays, with the reason.</summary>
/// <param name="By">An id; the name stands beside it.</param>
public sealed record Withdrawal(string Reason, DateTimeOffset At, string By, string ByName);

/// <summary>What every list of such records shows of it.</summary>
internal static class WithdrawalColumns
{
    public static ListColumn<T>[] Of<T>(Func<T, Withdrawal?> show) =>
        [ListColumn<T>.Moment("withdrawnAt", "撤销时间", item => show(item)?.At), ListColumn<T>.Text("withdrawnReason", "撤销原因", item => show(item)?.Reason)];
}
