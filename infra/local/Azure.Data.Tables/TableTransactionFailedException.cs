using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction that the service refused as a whole: none of its actions took effect.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the failure of the action that the service stopped at.</summary>
    /// <param name="requestFailedException">The failure; its message starts with the action's index, as the service writes it:
    /// <c>3:The specified entity already exists.</c></param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException) =>
        FailedTransactionActionIndex = IndexOf(requestFailedException.Message);

    /// <summary>The zero-based index of the action that failed; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }

    private static int? IndexOf(string message)
    {
        int colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
    }
}
