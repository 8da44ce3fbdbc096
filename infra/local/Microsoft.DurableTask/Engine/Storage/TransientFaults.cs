using Azure;

namespace Microsoft.DurableTask.Local;

/// <summary>Failures of storage that trying again may mend.</summary>
internal static class TransientFaults
{
    public static bool Include(Exception exception, CancellationToken halted) => !halted.IsCancellationRequested && exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        AggregateException many => many.InnerExceptions.All(inner => Include(inner, halted)),
        IOException or HttpRequestException or OperationCanceledException or TimeoutException => true,
        _ => false,
    };
}
