using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace Yuekao.App.Platform;

/// <summary>Tells that storage or the network is away, and what was asked may be asked again, from a request that was refused or is wrong.</summary>
internal static class Outage
{
    /// <summary>The property of an activity's failure that says so: of an exception its orchestration learns no more than type and message.</summary>
    public const string Property = "outage";

    // Status 0: no answer at all. Azure.Core gives up with one exception for each attempt.
    public static bool Is(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError,
        AggregateException attempts => attempts.InnerExceptions.Count > 0 && attempts.InnerExceptions.All(Is),
        // The SDK's own patience is over, or the host stops and cancels what runs.
        HttpRequestException or SocketException or TimeoutException or OperationCanceledException => true,
        // Its subclasses are files that are missing, and the like.
        IOException => exception.GetType() == typeof(IOException),
        _ => false,
    };

    public static bool Is(TaskFailedException failure) => failure.FailureDetails.Properties?.ContainsKey(Property) == true;
}

/// <summary>Says of an activity's failure whether it is an outage.</summary>
internal sealed class OutageProperties : IExceptionPropertiesProvider
{
    public IDictionary<string, object?>? GetExceptionProperties(Exception exception) =>
        Outage.Is(exception) ? new Dictionary<string, object?> { [Outage.Property] = true } : null;
}
