using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Platform;

/// <summary>
/// ETags between storage and HTTP. Table storage writes its ETags as weak ones (<c>W/"datetime'...'"</c>) though they change with every write;
/// If-Match asks for strong ones, so that is what clients see.
/// </summary>
public static class EntityTags
{
    private const string Weak = "W/";

    /// <summary>Tells the client what it got or made: by the ETag as storage has it, or one of the endpoint's own.</summary>
    public static void SetETag(this HttpResponse response, ETag tag) => response.Headers.ETag = Strong(tag.ToString());

    /// <summary>What the client requires to be there; null when it requires nothing, <see cref="ETag.All"/> when anything.</summary>
    /// <exception cref="ProblemException">If-Match is not one ETag or <c>*</c>: malformed.</exception>
    public static ETag? IfMatch(this HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out IList<EntityTagHeaderValue>? tags) || tags is not [var tag])
            throw ProblemException.Malformed("If-Match", "must be one ETag in quotes, or *.");
        return tag.Tag == "*" ? ETag.All : new ETag(tag.Tag.ToString());
    }

    /// <summary>Requires what the client requires of what is there now; null when nothing is.</summary>
    /// <exception cref="ProblemException">If-Match names another, or there is nothing; or If-None-Match names what is there: precondition failed.</exception>
    public static void RequireMatch(this HttpRequest request, ETag? current)
    {
        ETag[] excluded = request.IfNoneMatch();
        if (request.IfMatch() is { } required && (current is null || !Names(required, current.Value)))
            throw new ProblemException(ProblemType.PreconditionFailed, "If-Match does not name what is there now.");
        if (current is { } there && Array.Exists(excluded, tag => Names(tag, there)))
            throw new ProblemException(ProblemType.PreconditionFailed, "If-None-Match names what is there now.");
    }

    /// <summary>Requires of a client that replaces what several people edit to say what it read: else the second editor would win unseen.</summary>
    /// <exception cref="ProblemException">Something is there, and the client says nothing of it: precondition required. Or it says what does not hold: precondition failed.</exception>
    public static void RequireNamed(this HttpRequest request, ETag? current)
    {
        if (current is not null && request.Headers.IfMatch.Count == 0 && request.Headers.IfNoneMatch.Count == 0)
            throw new ProblemException(ProblemType.PreconditionRequired, "It is there already, and would be replaced: read it, and send the ETag that was read as If-Match.");
        request.RequireMatch(current);
    }

    private static ETag[] IfNoneMatch(this HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.Count == 0)
            return [];
        return EntityTagHeaderValue.TryParseStrictList(request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? tags)
            ? [.. tags.Select(tag => tag.Tag == "*" ? ETag.All : new ETag(tag.Tag.ToString()))]
            : throw ProblemException.Malformed("If-None-Match", "must be ETags in quotes, or *.");
    }

    private static bool Names(ETag tag, ETag current) => tag == ETag.All || Strong(tag.ToString()) == Strong(current.ToString());

    // Proxies that compress turn a strong ETag weak: it still names the same content.
    private static string Strong(string tag) => tag.StartsWith(Weak, StringComparison.Ordinal) ? tag[Weak.Length..] : tag;
}
