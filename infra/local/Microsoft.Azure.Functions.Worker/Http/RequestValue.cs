using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A parameter that takes its value by name from the route, or else from the query.</summary>
internal sealed class RequestValue
{
    private readonly ParameterInfo parameter;
    private readonly TextConverter convert;
    private readonly bool mayBeMissing;

    private RequestValue(ParameterInfo parameter, TextConverter convert)
    {
        this.parameter = parameter;
        this.convert = convert;
        mayBeMissing = !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
    }

    /// <summary>A reader for the parameter, or null when no text can become its type.</summary>
    public static RequestValue? For(ParameterInfo parameter) =>
        TextConversion.To(parameter.ParameterType) is { } convert ? new RequestValue(parameter, convert) : null;

    /// <summary>The value for a request.</summary>
    /// <exception cref="BadRequestException">It is missing, and the parameter needs one; or it does not fit the type.</exception>
    public object? Read(HttpRequest request)
    {
        if (!TryFind(request, out string? text))
        {
            if (parameter.HasDefaultValue)
                return parameter.DefaultValue;
            return mayBeMissing ? null : throw BadRequestException.Malformed(parameter.Name!, "A value is required.");
        }
        return convert(text, out object? value)
            ? value
            : throw BadRequestException.Malformed(parameter.Name!, $"'{text}' is not a valid {TextConversion.Name(parameter.ParameterType)}.");
    }

    private bool TryFind(HttpRequest request, [NotNullWhen(true)] out string? text)
    {
        text = request.RouteValues.TryGetValue(parameter.Name!, out object? routed) && routed is not null
            ? Convert.ToString(routed, CultureInfo.InvariantCulture)
            : request.Query.TryGetValue(parameter.Name!, out StringValues values) ? values.ToString() : null;
        return text is not null;
    }
}
