using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Reads a <see cref="Http.FromBodyAttribute"/> parameter.</summary>
internal sealed class JsonBody(ParameterInfo parameter)
{
    private readonly bool mayBeNull = parameter.ParameterType.IsValueType
        ? Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        : new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;

    /// <summary>The body as the parameter's type.</summary>
    /// <exception cref="BadRequestException">The body is missing, not JSON, or does not fit the type.</exception>
    public async ValueTask<object?> BindAsync(Invocation invocation)
    {
        HttpRequest request = ((HttpContext)invocation.Input!).Request;
        object? value = IsEmpty(request) ? null : await ReadAsync(request, invocation);
        return value is not null || mayBeNull ? value : throw BadRequestException.Malformed("$", "A JSON body is required.");
    }

    // HTTP/1.1 says a body comes by its length or its chunking; without either there is none.
    private static bool IsEmpty(HttpRequest request) => request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0;

    private async ValueTask<object?> ReadAsync(HttpRequest request, Invocation invocation)
    {
        if (!IsUtf8Json(request))
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, $"The body is '{request.ContentType}'; it must be application/json in UTF-8.");
        try
        {
            WorkerOptions options = invocation.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value;
            return await options.Serializer!.DeserializeAsync(request.Body, parameter.ParameterType, request.HttpContext.RequestAborted);
        }
        catch (JsonException exception)
        {
            throw BadRequestException.Malformed(exception.Path ?? "$", $"The body is not valid: {exception.Message}", exception);
        }
    }

    private static bool IsUtf8Json(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
