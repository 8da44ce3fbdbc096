namespace Yuekao.App.Records;

/// <summary>What a report is made of, as it stands now; the year and the day say what of it counts.</summary>
/// <param name="On">The year's last day, or today while it lasts.</param>
/// <param name="Classes">Those that begin in the year.</param>
/// <param name="Duties">With whom mentors must talk on the day.</param>
/// <param name="Talks">How many talks mentors held in the year.</param>
/// <param name="Commendations">Those of the year.</param>
internal sealed record DevelopmentFacts(
    Period Year, DateOnly On, CountyPlaces Places, IReadOnlyList<Cohort> Cohorts, IReadOnlyList<ReservePerson> Reserve, IReadOnlyList<TrainingClass> Classes, IReadOnlyList<StudyYear> Studies,
    IReadOnlyList<RotationStanding> Rotations, IReadOnlyList<TalkDuty> Duties, int Talks, IReadOnlyList<Commendation> Commendations);

/// <summary>Reads what a report is made of: a storage call for each kind of record, and another for each further 1,000 of one.</summary>
public sealed class DevelopmentReports(
    PlacesStore places, CohortStore cohorts, ReserveStore reserve, TrainingStore classes, StudyStore studies, RotationStore rotations, MentoringStandings mentoring, MentorTalkStore talks,
    CommendationStore commendations)
{
    /// <param name="today">The day of the report, where the year lasts.</param>
    public async Task<DevelopmentReport> OfAsync(CountyId county, Period year, DateOnly today, CancellationToken cancellation)
    {
        DateOnly on = today < year.LastDay ? today : year.LastDay;
        Task<Versioned<CountyPlaces>?> known = places.FindAsync(county, cancellation);
        Task<IReadOnlyList<Cohort>> selected = cohorts.ListAsync(county, after: null, int.MaxValue, cancellation);
        Task<IReadOnlyList<ReservePerson>> pool = reserve.ListAsync(county, new ReserveFilter(), after: null, int.MaxValue, cancellation);
        Task<IReadOnlyList<TrainingClass>> trained = classes.AllAsync(county, year, cancellation);
        Task<IReadOnlyList<StudyYear>> studied = studies.AllAsync(county, cancellation);
        Task<IReadOnlyList<RotationStanding>> rotated = rotations.StandingsAsync(county, on, cancellation);
        Task<IReadOnlyList<TalkDuty>> duties = mentoring.DutiesAsync(county, on, cancellation);
        Task<int> held = talks.CountAsync(county, year, cancellation);
        Task<IReadOnlyList<Commendation>> given = commendations.OfPeriodAsync(county, year, cancellation);
        var facts = new DevelopmentFacts(
            year, on, (await known)?.Document ?? new CountyPlaces([]), await selected, await pool, await trained, await studied, await rotated, await duties, await held, await given);
        return new DevelopmentReport(year, on, [.. DevelopmentFigures.Of(facts)]);
    }
}
