using Yuekao.App.Problems;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rosters;

/// <summary>Ids in routes.</summary>
internal static class RouteIds
{
    /// <summary>A route parameter as an id.</summary>
    /// <exception cref="ProblemException">It is no id, so there is no such thing: not found.</exception>
    public static TId Read<TId>(string text) where TId : struct, IId<TId> =>
        TId.TryOf(text, out TId id) ? id : throw new ProblemException(ProblemType.NotFound, $"There is nothing of that name: it must be {TId.Expected}.");
}
