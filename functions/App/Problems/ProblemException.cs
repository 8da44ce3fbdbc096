namespace Yuekao.App.Problems;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Path">Where: a JSON path (<c>$.cadres[3].post</c>), the name of a route or query parameter, or a line and column (<c>12:4</c>).</param>
/// <param name="Message">What, in a sentence.</param>
public sealed record ProblemError(string Path, string Message);

/// <summary>Ends a request with a problem (RFC 9457).</summary>
/// <param name="type">The kind of problem.</param>
/// <param name="detail">What happened this time, in a sentence for the caller.</param>
/// <param name="errors">Everything that is wrong, not only the first.</param>
/// <param name="innerException">What led to it; logged, never told.</param>
public sealed class ProblemException(ProblemType type, string? detail = null, IReadOnlyList<ProblemError>? errors = null, Exception? innerException = null)
    : Exception(detail ?? type.Title, innerException)
{
    /// <summary>The kind of problem.</summary>
    public ProblemType Type => type;

    /// <summary>What happened this time.</summary>
    public string? Detail => detail;

    /// <summary>Everything that is wrong; empty where there is nothing to list.</summary>
    public IReadOnlyList<ProblemError> Errors { get; } = errors ?? [];

    /// <summary>What WWW-Authenticate says; null for no such header.</summary>
    internal string? Challenge { get; init; }

    /// <summary>A malformed request, with one error.</summary>
    public static ProblemException Malformed(string path, string message) =>
        new(ProblemType.Malformed, message, [new ProblemError(path, message)]);
}
