using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Yuekao.App.Problems;

/// <summary>Says what kind of problem an exception is.</summary>
internal static class ProblemMapper
{
    /// <summary>The problem. What nobody expected is <see cref="ProblemType.Unexpected"/>, with nothing of the exception in it.</summary>
    public static ProblemException Of(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        AggregateException { InnerExceptions: [var only] } => Of(only),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemException(ProblemType.TooLarge, innerException: exception),
        BadHttpRequestException => new ProblemException(ProblemType.Malformed, exception.Message, innerException: exception),
        JsonException json => ProblemException.Malformed(json.Path ?? "$", "is not valid."),
        FunctionInputConverterException => new ProblemException(ProblemType.Malformed, "A value in the route or the query does not fit its type.", innerException: exception),
        _ when IsOutage(exception) => new ProblemException(ProblemType.Unavailable, innerException: exception),
        _ => new ProblemException(ProblemType.Unexpected, innerException: exception),
    };

    // Status 0: no answer at all. Azure.Core gives up with one exception for each attempt.
    private static bool IsOutage(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError,
        AggregateException attempts => attempts.InnerExceptions.Count > 0 && attempts.InnerExceptions.All(IsOutage),
        _ => false,
    };
}
