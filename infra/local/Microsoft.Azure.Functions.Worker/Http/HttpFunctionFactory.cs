using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes HTTP functions.</summary>
/// <param name="routePrefix">The path they are all under; empty for none.</param>
/// <param name="routes">What tells a good route from a bad one.</param>
internal sealed class HttpFunctionFactory(string routePrefix, RouteChecker routes) : IFunctionFactory
{
    public Type Trigger => typeof(HttpTriggerAttribute);

    public HostedFunction? Create(DeclaredFunction function, ICollection<string> problems)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        RoutePattern? route = routes.Parse(routePrefix, trigger.Route ?? function.Name, function, problems);
        FunctionInvoker? invoker = CommonParameters.Bind(function, parameter => Bind(function, parameter), problems);
        string[] methods = [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())];
        if (route is null || invoker is null)
            return null;
        var made = new HttpFunction(function, invoker, route, methods);
        return routes.IsFree(made, problems) ? made : null;
    }

    private static ParameterBinder? Bind(DeclaredFunction function, ParameterInfo parameter)
    {
        if (parameter == function.TriggerParameter)
            return parameter.ParameterType == typeof(HttpRequest) ? invocation => ValueTask.FromResult<object?>(Request(invocation)) : null;
        if (parameter.IsDefined(typeof(FromBodyAttribute)))
            return new JsonBody(parameter).BindAsync;
        return RequestValue.For(parameter) is { } value ? invocation => ValueTask.FromResult(value.Read(Request(invocation))) : null;
    }

    private static HttpRequest Request(Invocation invocation) => ((HttpContext)invocation.Input!).Request;
}
