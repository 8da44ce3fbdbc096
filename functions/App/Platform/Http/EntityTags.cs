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
    /// <exception cref="ProblemException">If-Match names another, or there is nothing: precondition failed.</exception>
    public static void RequireMatch(this HttpRequest request, ETag? current)
    {
        if (request.IfMatch() is not { } required)
            return;
        if (current is null || (required != ETag.All && Strong(required.ToString()) != Strong(current.Value.ToString())))
            throw new ProblemException(ProblemType.PreconditionFailed, "If-Match does not name what is there now.");
    }

    // Proxies that compress turn a strong ETag weak: it still names the same content.
    private static string Strong(string tag) => tag.StartsWith(Weak, StringComparison.Ordinal) ? tag[Weak.Length..] : tag;
}
