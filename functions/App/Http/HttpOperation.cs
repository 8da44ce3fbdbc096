using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Yuekao.App.Access;

namespace Yuekao.App.Http;

/// <summary>An HTTP function as it is declared: the one description that access, the API document and the tests all read.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Verb">Its HTTP method, in upper case.</param>
/// <param name="Route">Its route under the prefix, as declared.</param>
/// <param name="Method">The method that answers.</param>
internal sealed record HttpOperation(string Name, string Verb, string Route, MethodInfo Method)
{
    /// <summary>Any of these lets a caller in; none lets nobody in.</summary>
    public IReadOnlyList<AccessAttribute> Policies { get; } = [.. Method.GetCustomAttributes<AccessAttribute>()];

    /// <summary>Whether it is declared to need no token.</summary>
    public bool IsPublic { get; } = Method.IsDefined(typeof(PublicAccessAttribute));

    /// <summary>Its route's parameters, in order.</summary>
    public IReadOnlyList<string> RouteParameters { get; } =
        [.. RoutePatternFactory.Parse(Route).Parameters.Select(parameter => parameter.Name)];

    /// <summary>Its route without constraints: <c>counties/{county}/audit</c>.</summary>
    public string PathTemplate { get; } = string.Join('/', RoutePatternFactory.Parse(Route).PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => string.Empty,
    }))));
}
