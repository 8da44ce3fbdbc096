namespace Yuekao.App.Platform;

/// <summary>What a route names. A function's route declares its parameters; who needs one reads it here, so that each is read one way.</summary>
internal static class RouteIds
{
    /// <summary>A route parameter as an id. Without a name it is called as the id's type is: <c>township</c> for <see cref="TownshipId"/>.</summary>
    /// <exception cref="ProblemException">It is no id, so there is no such thing: not found.</exception>
    public static TId Id<TId>(this HttpRequest request, string? name = null) where TId : struct, IId<TId> =>
        TId.TryOf(request.Route(name ?? NameOf(typeof(TId))), out TId id) ? id : throw new ProblemException(ProblemType.NotFound, $"There is nothing of that name: it must be {TId.Expected}.");

    /// <summary>A route parameter as it was written.</summary>
    public static string Route(this HttpRequest request, string name) => request.RouteValues[name] as string ?? throw new InvalidOperationException($"The route of '{request.Path}' has no '{name}'.");

    private static string NameOf(Type id) => JsonNamingPolicy.CamelCase.ConvertName(id.Name.EndsWith("Id", StringComparison.Ordinal) ? id.Name[..^2] : id.Name);
}
