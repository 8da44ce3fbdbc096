using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The request does not fit the function's parameters. Answered with a problem (RFC 9457) that names the parameter.</summary>
internal sealed class BadRequestException(int status, string message, string? parameter = null, Exception? innerException = null)
    : FunctionInputConverterException(message, innerException)
{
    /// <summary>The HTTP status: 400 or 415.</summary>
    public int Status => status;

    /// <summary>The problem's <c>errors</c>: what is wrong, by parameter or JSON path.</summary>
    public IDictionary<string, object?>? Errors => parameter is null
        ? null
        : new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { [parameter] = [Message] } };

    public static BadRequestException Malformed(string parameter, string message, Exception? innerException = null) =>
        new(StatusCodes.Status400BadRequest, message, parameter, innerException);
}
