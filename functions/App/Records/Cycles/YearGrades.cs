namespace Yuekao.App.Records;

/// <summary>The grades of a year's periods, for the schemes of a year that count them; told by the stage that records them.</summary>
public interface IYearGrades
{
    /// <summary>Null while a cycle of the year that was started, and not cancelled, is not sealed: its grades may still change.</summary>
    Task<YearGrades?> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation);
}

/// <param name="Scheme">The scheme of the year's last cycle, whose rules hold for the year; null where the year has none.</param>
/// <param name="BySubject">Everybody who was in a cycle of the year, with their periods in order; a grade is null where they were not assessed.</param>
public sealed record YearGrades(Scheme? Scheme, IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>> BySubject)
{
    public IReadOnlyList<PeriodGrade> Of(SubjectId subject) => BySubject.GetValueOrDefault(subject) ?? [];
}
