namespace Yuekao.App.Platform;

/// <summary>One thing that is wrong with a request, at a JSON path (<c>$.cadres[3].post</c>), a route or query parameter, or a line and column (<c>12:4</c>).</summary>
public sealed record ProblemError(string Path, string Message);

/// <summary>Ends a request with a problem (RFC 9457).</summary>
/// <param name="type">The kind of problem.</param>
/// <param name="detail">What happened this time, in a sentence for the caller.</param>
/// <param name="errors">Everything that is wrong, not only the first.</param>
/// <param name="innerException">What led to it; logged, never told.</param>
public sealed class ProblemException(ProblemType type, string? detail = null, IReadOnlyList<ProblemError>? errors = null, Exception? innerException = null)
    : Exception(detail ?? type.Title, innerException)
{
    public ProblemType Type => type;

    public string? Detail => detail;

    public IReadOnlyList<ProblemError> Errors { get; } = errors ?? [];

    /// <summary>What WWW-Authenticate says; null for no such header.</summary>
    internal string? Challenge { get; init; }

    public static ProblemException Malformed(string path, string message) =>
        new(ProblemType.Malformed, message, [new ProblemError(path, message)]);
}

internal static class ErrorList
{
    // Beyond this nobody reads on, and an answer should not be larger than its request.
    private const int Most = 200;

    /// <exception cref="ProblemException">There are any: with all of them in the order found: the first 200, the detail says how many there are.</exception>
    public static void ThrowIfAny(ProblemType type, IReadOnlyList<ProblemError> errors)
    {
        if (errors.Count == 0)
            return;
        string count = errors.Count == 1 ? "There is one error." : $"There are {errors.Count} errors{(errors.Count > Most ? $", of which the first {Most} are listed" : "")}.";
        throw new ProblemException(type, count, [.. errors.Take(Most)]);
    }
}
