using Microsoft.AspNetCore.Routing.Patterns;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A function that answers HTTP requests.</summary>
/// <param name="definition">What was declared.</param>
/// <param name="invoker">What calls it.</param>
/// <param name="route">Its path, the prefix included.</param>
/// <param name="methods">The methods it answers to, in upper case; none means any.</param>
internal sealed class HttpFunction(DeclaredFunction definition, FunctionInvoker invoker, RoutePattern route, IReadOnlyList<string> methods)
    : HostedFunction(definition, invoker)
{
    public RoutePattern Route => route;

    public IReadOnlyList<string> Methods => methods;

    public override string Describe(string address) => $"{Name}: [{(methods.Count == 0 ? "any" : string.Join(",", methods))}] {address}/{route.RawText}";
}
