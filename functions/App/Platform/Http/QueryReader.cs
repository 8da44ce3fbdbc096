using Microsoft.Extensions.Primitives;
using Yuekao.Assessment.Loading;

namespace Yuekao.App.Platform;

/// <summary>Reads query parameters and collects everything wrong with them, names it was not asked for included. What is not given is null.</summary>
public sealed class QueryReader(IQueryCollection query)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ProblemError> errors = [];

    public string? Text(string name)
    {
        known.Add(name);
        if (!query.TryGetValue(name, out StringValues values))
            return null;
        if (values.Count > 1)
            errors.Add(new ProblemError(name, "is there twice."));
        if (!WrittenText.TryNormalize(values[0] ?? "", out string text, out LocalizableString? wrong))
            errors.Add(new ProblemError(name, $"{wrong}."));
        return text.Length > 0 ? text : null;
    }

    /// <summary>A whole number; both bounds are inclusive.</summary>
    public int Number(string name, int otherwise, int minimum, int maximum) => Read<int>(name, $"must be a whole number from {minimum} to {maximum}.", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum ? number : null) ?? otherwise;

    /// <summary>A time with its offset (ISO 8601).</summary>
    public DateTimeOffset? Time(string name)
    {
        const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";
        // AssumeUniversal would read a time without an offset: Chinese local time is what such a client means, and not what it would get.
        return Read<DateTimeOffset>(name, "must be a time with its offset (2026-10-31T18:00:00Z or, escaped, 2026-10-31T18:00:00%2B08:00).", text =>
            DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && HasOffset(text) ? time : null);
    }

    public DateOnly? Date(string name) => Read<DateOnly>(name, "must be a date (2026-10-31).", text =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null);

    public bool? Flag(string name) => Read<bool>(name, "must be true or false.", text => text is "true" or "false" ? text == "true" : null);

    public TId? Id<TId>(string name) where TId : struct, IId<TId> => Read<TId>(name, $"must be {TId.Expected}.", CellValues.Id<TId>);

    /// <summary>One of an enum's values, as the API writes them.</summary>
    public T? Choice<T>(string name) where T : struct, Enum
    {
        string[] names = ShapeReader.NamesOf(typeof(T));
        return Read<T>(name, $"must be one of {string.Join(", ", names)}.", text => Array.IndexOf(names, text) is >= 0 and int index ? Enum.GetValues<T>()[index] : null);
    }

    /// <summary>The parameter <c>version</c>: which version of a document is asked for; null for the current one.</summary>
    public int? Version() => Number("version", otherwise: 0, minimum: 1, maximum: 99_999_999) is > 0 and int version ? version : null;

    /// <summary>The parameter <c>revision</c>: which revision of a record is asked for; null for the current one.</summary>
    public int? Revision() => Number("revision", otherwise: 0, minimum: 1, maximum: int.MaxValue) is > 0 and int revision ? revision : null;

    /// <summary>The parameter <c>reason</c>: why something is withdrawn, 1 to 500 characters.</summary>
    /// <exception cref="ProblemException">The query is anything else: malformed.</exception>
    public static string ReasonOf(HttpRequest request)
    {
        const int Longest = 500;
        var query = new QueryReader(request.Query);
        string reason = query.Text("reason") ?? "";
        if (!TextRules.IsText(reason, Longest))
            query.Wrong("reason", TextRules.Expected(Longest));
        query.ThrowIfWrong();
        return reason;
    }

    public void Wrong(string name, LocalizableString message) => errors.Add(new ProblemError(name, message));

    /// <exception cref="ProblemException">Malformed, with everything that is wrong.</exception>
    public void ThrowIfWrong()
    {
        foreach (string unknown in query.Keys.Where(name => !known.Contains(name)))
            errors.Add(new ProblemError(unknown, "is not known here."));
        if (errors.Count > 0)
            throw new ProblemException(ProblemType.Malformed, "The query is not valid.", errors);
    }

    private T? Read<T>(string name, LocalizableString demand, Func<string, T?> read) where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        T? value = read(text);
        if (value is null)
            Wrong(name, demand);
        return value;
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
}
