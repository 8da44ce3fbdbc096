using System.Text.Json;
using System.Text.RegularExpressions;

namespace Yuekao.App.Messages;

/// <summary>Ids of messages: <c>township.gaowan~haixing.village-monthly~2026-10~gaowan~readingsMissing~1</c>. Fit for a URL and a table key, and the recipient can be told from it.</summary>
internal static partial class MessageIds
{
    private const char Between = '~';
    private const string WholeCycle = "";

    /// <summary>The id of a request's message to one of its recipients.</summary>
    public static string Of(MessageRequest request, string recipient) => string.Join(
        Between,
        recipient.Replace(':', '.'),
        request.Key.Scheme,
        request.Key.Period,
        request.Pool?.Value ?? WholeCycle,
        JsonNamingPolicy.CamelCase.ConvertName(request.Kind.ToString()),
        request.Number);

    /// <summary>The recipient that an id tells; null where it is no message's id.</summary>
    public static string? RecipientOf(string id)
    {
        if (!Form().IsMatch(id))
            return null;
        // A role's name has no dot; what it is of may have some.
        string recipient = id[..id.IndexOf(Between, StringComparison.Ordinal)];
        int dot = recipient.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? recipient : $"{recipient[..dot]}:{recipient[(dot + 1)..]}";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}(~[A-Za-z0-9.-]{0,64}){5}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
