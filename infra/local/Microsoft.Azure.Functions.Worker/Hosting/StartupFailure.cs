using Azure;
using Microsoft.AspNetCore.Connections;
using Yuekao.Local.Azurite;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Tells what a user can mend from what only a developer can.</summary>
internal static class StartupFailure
{
    /// <summary>The failure in plain lines, or null when it is a defect that deserves its stack trace.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="address">Where the host was to listen.</param>
    public static HostStartupException? Explain(Exception exception, string address) => exception switch
    {
        HostStartupException known => known,
        AzuriteException => new HostStartupException([exception.Message], exception),
        IOException { InnerException: AddressInUseException } => new HostStartupException(
            [$"{address} is in use. Stop the program that listens there, or choose another port with --port."], exception),
        RequestFailedException refused when refused.Status != 0 => new HostStartupException(
            [$"The storage of {StorageConnection.Setting} refuses the host: {refused.Status} {refused.ErrorCode}."], exception),
        RequestFailedException or AggregateException { InnerException: RequestFailedException } => new HostStartupException(
            [$"The storage of {StorageConnection.Setting} does not answer: {(exception.InnerException ?? exception).Message.Split('\n')[0].Trim()}"], exception),
        _ => null,
    };
}
