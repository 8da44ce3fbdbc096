namespace Yuekao.App.Platform;

/// <summary>One thing that is wrong with a request, at a JSON path (<c>$.cadres[3].post</c>), a route or query parameter, or a line and column (<c>12:4</c>).</summary>
public sealed record ProblemError(string Path, LocalizableString Message);

/// <summary>Ends a request with a problem (RFC 9457).</summary>
/// <param name="detail">What happened this time, in a sentence for the caller.</param>
/// <param name="errors">Everything that is wrong, not only the first.</param>
/// <param name="innerException">What led to it; logged, never told.</param>
public class ProblemException(ProblemType type, LocalizableString? detail = null, IReadOnlyList<ProblemError>? errors = null, Exception? innerException = null)
    : Exception((detail ?? type.Title).ToString(), innerException)
{
    public ProblemType Type => type;

    public LocalizableString? Detail => detail;

    public IReadOnlyList<ProblemError> Errors { get; } = errors ?? [];

    /// <summary>What WWW-Authenticate says; null for no such header.</summary>
    internal string? Challenge { get; init; }

    public static ProblemException Malformed(string path, LocalizableString message) =>
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
        LocalizableString count = errors.Count switch
        {
            1 => "There is one error.",
            <= Most => (LocalizableString)$"There are {errors.Count} errors.",
            _ => $"There are {errors.Count} errors, of which the first {Most} are listed.",
        };
        throw new ProblemException(type, count, [.. errors.Take(Most)]);
    }
}

/// <summary>The kinds of problem that the API answers with (RFC 9457). Clients tell them apart by <see cref="Type"/>, which never changes.</summary>
public sealed class ProblemType
{
    private static readonly List<ProblemType> Catalogue = [];

    private ProblemType(string name, int status, LocalizableString title)
    {
        Type = $"urn:yuekao:problem:{name}";
        Status = status;
        Title = title;
        Catalogue.Add(this);
    }

    /// <summary>The request is not well formed; <c>errors</c> lists everything wrong with it.</summary>
    public static ProblemType Malformed { get; } = new("malformed", StatusCodes.Status400BadRequest, "The request is malformed.");

    public static ProblemType Unauthenticated { get; } = new("unauthenticated", StatusCodes.Status401Unauthorized, "A valid token is required.");

    public static ProblemType Forbidden { get; } = new("forbidden", StatusCodes.Status403Forbidden, "The caller's roles do not allow this.");

    public static ProblemType NotFound { get; } = new("not-found", StatusCodes.Status404NotFound, "There is no such thing.");

    /// <summary>The address takes other methods: those in Allow.</summary>
    public static ProblemType MethodNotAllowed { get; } = new("method-not-allowed", StatusCodes.Status405MethodNotAllowed, "The address does not take this method.");

    /// <summary>A rule of the assessment forbids it in the state that things are in; <c>detail</c> is the rule as a sentence.</summary>
    public static ProblemType RuleBroken { get; } = new("rule-broken", StatusCodes.Status409Conflict, "A rule does not allow this now.");

    public static ProblemType Conflict { get; } = new("conflict", StatusCodes.Status409Conflict, "It exists already, with other content.");

    /// <summary>It was changed since the ETag in If-Match was read.</summary>
    public static ProblemType PreconditionFailed { get; } = new("precondition-failed", StatusCodes.Status412PreconditionFailed, "It was changed in the meantime.");

    /// <summary>It would replace what is there unseen: If-Match must name what the client read.</summary>
    public static ProblemType PreconditionRequired { get; } = new("precondition-required", StatusCodes.Status428PreconditionRequired, "Say what is to be replaced.");

    /// <summary>The body is larger than the setting <c>Http:MaximumBodyBytes</c>.</summary>
    public static ProblemType TooLarge { get; } = new("too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large.");

    public static ProblemType UnsupportedMediaType { get; } = new("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body's media type is not supported.");

    /// <summary>Well formed, but not allowed by the scheme or the roster; <c>errors</c> lists everything wrong.</summary>
    public static ProblemType Unacceptable { get; } = new("unacceptable", StatusCodes.Status422UnprocessableEntity, "The content is not acceptable.");

    /// <summary>A defect of the app. Logged; nothing of it is told.</summary>
    public static ProblemType Unexpected { get; } = new("unexpected", StatusCodes.Status500InternalServerError, "Something went wrong.");

    /// <summary>Something the app depends on does not answer: try again.</summary>
    public static ProblemType Unavailable { get; } = new("unavailable", StatusCodes.Status503ServiceUnavailable, "The service is not available at the moment.");

    public static IReadOnlyList<ProblemType> All => Catalogue;

    public string Type { get; }

    public int Status { get; }

    /// <summary>The kind in a sentence; the same for every problem of the kind.</summary>
    public LocalizableString Title { get; }
}
