using Yuekao.Assessment.Results;

namespace Yuekao.App.Records;

/// <summary>The grades and places of a year's periods, for the schemes of a year that count them; told by the stage that records them.</summary>
public interface IYearGrades
{
    /// <summary>Null while a cycle of the year that was started, and not cancelled, is not sealed: what it came to may still change.</summary>
    Task<YearGrades?> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation);
}

/// <param name="Scheme">The scheme of the year's last cycle, whose rules hold for the year; null where the year has none.</param>
/// <param name="BySubject">Everybody who was in a cycle of the year, with what each of its periods came to, in order.</param>
public sealed record YearGrades(Scheme? Scheme, IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodResult>> BySubject)
{
    /// <summary>A subject's grades; null where it was not assessed, and in a ranking.</summary>
    public IReadOnlyList<PeriodGrade> Of(SubjectId subject) => [.. All(subject).Select(one => new PeriodGrade(one.Period, one.Grade))];

    /// <summary>A subject's places in the periods that assessed it.</summary>
    public IReadOnlyList<PeriodPlace> PlacesOf(SubjectId subject) =>
        [.. All(subject).Where(one => one.Kind != OutcomeKind.NotAssessed).Select(one => new PeriodPlace(one.Period, one.Rank))];

    private IReadOnlyList<PeriodResult> All(SubjectId subject) => BySubject.GetValueOrDefault(subject) ?? [];
}

/// <param name="Grade">Null where the subject was not assessed, and in a ranking.</param>
/// <param name="Rank">From 1; null where the subject was not ranked.</param>
public sealed record PeriodResult(Period Period, OutcomeKind Kind, GradeId? Grade, int? Rank);

internal static class YearsOfSchemes
{
    /// <summary>What schemes of a cycle's county came to in the cycle's year, by their names without the county's. No storage call for none. Null while one of their cycles is not sealed.</summary>
    public static async Task<IReadOnlyDictionary<SchemeId, YearGrades>?> OfAsync(this IYearGrades years, CycleKey key, IEnumerable<SchemeId> schemes, CancellationToken cancellation)
    {
        var found = new Dictionary<SchemeId, YearGrades>();
        foreach (SchemeId scheme in schemes.Distinct())
        {
            if (await years.OfYearAsync(key.County, SchemeId.Of($"{key.County}.{scheme}"), key.Period.Year, cancellation) is not { } year)
                return null;
            found.Add(scheme, year);
        }

        return found;
    }
}
