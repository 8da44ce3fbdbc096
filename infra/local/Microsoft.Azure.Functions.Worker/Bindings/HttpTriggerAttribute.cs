using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function on an HTTP request. The parameter is the request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, for callers that hold the function's key.</summary>
    public HttpTriggerAttribute()
    {
    }

    /// <summary>Any method.</summary>
    /// <param name="authLevel">Who may call.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Some methods, for callers that hold the function's key.</summary>
    /// <param name="methods">The methods, in any case; none means any.</param>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Some methods.</summary>
    /// <param name="authLevel">Who may call.</param>
    /// <param name="methods">The methods, in any case; none means any.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The path below host.json's route prefix, in ASP.NET Core's route syntax: <c>counties/{county}/cycles/{year:int?}</c>.</summary>
    /// <value>The function's name.</value>
    public string? Route { get; set; }

    /// <summary>The methods it answers to; others get 405. None means any.</summary>
    public string[]? Methods { get; }

    /// <summary>Who may call. Access keys exist in Azure only: locally every level admits everyone, as it does under Core Tools.</summary>
    /// <value><see cref="AuthorizationLevel.Function"/>.</value>
    public AuthorizationLevel AuthLevel { get; } = AuthorizationLevel.Function;
}
