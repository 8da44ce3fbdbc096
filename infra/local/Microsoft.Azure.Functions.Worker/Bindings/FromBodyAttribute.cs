using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Local;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>
/// Reads the parameter from the request's JSON body. A body that is not JSON or does not fit the type is answered with 400,
/// another media type with 415; a missing body is null where the parameter allows null, else 400.
/// </summary>
public class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>Reads the parameter from the body.</summary>
    public FromBodyAttribute()
        : base(typeof(JsonBody))
    {
    }
}
