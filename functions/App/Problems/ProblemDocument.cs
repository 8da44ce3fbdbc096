namespace Yuekao.App.Problems;

/// <summary>A problem as it is answered: <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Type">Which kind of problem: stable.</param>
/// <param name="Title">The kind in a sentence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Instance">This occurrence: the invocation's id in the logs.</param>
/// <param name="Detail">What happened this time.</param>
/// <param name="Errors">Everything that is wrong with the request, where there is something to list.</param>
public sealed record ProblemDocument(string Type, string Title, int Status, string Instance, string? Detail = null, IReadOnlyList<ProblemError>? Errors = null)
{
    internal static ProblemDocument Of(ProblemException problem, string invocation) => new(
        problem.Type.Type, problem.Type.Title, problem.Type.Status, $"urn:uuid:{invocation}", problem.Detail, problem.Errors.Count > 0 ? problem.Errors : null);
}
