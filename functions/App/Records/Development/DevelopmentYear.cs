namespace Yuekao.App.Records;

/// <summary>The year that a request about development names.</summary>
internal static class DevelopmentYear
{
    /// <summary>The query's <c>year</c>; null where there is none.</summary>
    public static Period? Find(QueryReader query)
    {
        Period? year = query.Id<Period>("year");
        if (year is { Kind: not PeriodKind.Year })
            query.Wrong("year", "must be a year (2026).");
        return year;
    }

    /// <summary>The query's <c>year</c>; the current one where there is none.</summary>
    public static Period Of(QueryReader query, TimeProvider clock) => Find(query) ?? Period.Containing(clock.Today(), PeriodKind.Year);

    /// <summary>The route's <c>year</c>.</summary>
    /// <exception cref="ProblemException">It is none: not found.</exception>
    public static Period Of(HttpRequest request) => request.Id<Period>("year") is { Kind: PeriodKind.Year } year
        ? year
        : throw new ProblemException(ProblemType.NotFound, "Studies are listed by the year in which they begin: the address must name one, such as 2026.");
}
