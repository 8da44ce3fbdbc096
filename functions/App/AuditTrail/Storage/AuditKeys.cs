using System.Globalization;

namespace Yuekao.App.AuditTrail.Storage;

/// <summary>The keys of the table: a partition a county and month, an ordered row an entry.</summary>
internal static class AuditKeys
{
    public const string Head = "head";

    /// <summary>Below every entry's row key.</summary>
    public const string EntriesFrom = "e|";

    /// <summary>Above every entry's row key, and below <see cref="Head"/>.</summary>
    public const string EntriesTo = "e}";

    public static string Partition(string county, string month) => $"{county}|{month}";

    public static string Entry(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{EntriesFrom}{sequence:D10}");

    public static string Month(string partition) => partition[(partition.IndexOf('|', StringComparison.Ordinal) + 1)..];

    /// <summary>The month a time is filed under.</summary>
    public static string MonthOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
