namespace Yuekao.App.Platform;

/// <summary>The kinds of problem that the API answers with (RFC 9457). Clients tell them apart by <see cref="Type"/>, which never changes.</summary>
public sealed class ProblemType
{
    private static readonly List<ProblemType> Catalogue = [];

    private ProblemType(string name, int status, string title)
    {
        Type = $"urn:yuekao:problem:{name}";
        Status = status;
        Title = title;
        Catalogue.Add(this);
    }

    /// <summary>The request is not well formed; <c>errors</c> lists everything wrong with it.</summary>
    public static ProblemType Malformed { get; } = new("malformed", StatusCodes.Status400BadRequest, "The request is malformed.");

    /// <summary>There is no token, or none that is valid.</summary>
    public static ProblemType Unauthenticated { get; } = new("unauthenticated", StatusCodes.Status401Unauthorized, "A valid token is required.");

    public static ProblemType Forbidden { get; } = new("forbidden", StatusCodes.Status403Forbidden, "The caller's roles do not allow this.");

    public static ProblemType NotFound { get; } = new("not-found", StatusCodes.Status404NotFound, "There is no such thing.");

    /// <summary>A rule of the assessment forbids it in the state that things are in; <c>detail</c> is the rule as a sentence.</summary>
    public static ProblemType RuleBroken { get; } = new("rule-broken", StatusCodes.Status409Conflict, "A rule does not allow this now.");

    /// <summary>It exists with other content, and cannot be changed.</summary>
    public static ProblemType Conflict { get; } = new("conflict", StatusCodes.Status409Conflict, "It exists already, with other content.");

    /// <summary>It was changed since the ETag in If-Match was read.</summary>
    public static ProblemType PreconditionFailed { get; } = new("precondition-failed", StatusCodes.Status412PreconditionFailed, "It was changed in the meantime.");

    /// <summary>The body is larger than the setting <c>Http:MaximumBodyBytes</c>.</summary>
    public static ProblemType TooLarge { get; } = new("too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large.");

    /// <summary>The body's media type is not one that the operation takes.</summary>
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
    public string Title { get; }
}
