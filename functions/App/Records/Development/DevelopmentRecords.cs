namespace Yuekao.App.Records;

/// <summary>What is noted of somebody's development; when they were in cohorts their file tells. What does not apply is null, or empty.</summary>
public sealed record KeptDevelopment(IReadOnlyList<MentorTalk> Talks, IReadOnlyList<Rotation> Rotations, IReadOnlyList<GrowthEntry> Growth, PersonTraining Training)
{
    public Mentoring? Mentoring { get; init; }
    public ReservePerson? Reserve { get; init; }
}

/// <summary>Reads what is noted of people's development. Storage calls: seven a person, at once.</summary>
public sealed class DevelopmentRecords(MentoringStore mentorings, MentorTalkStore talks, RotationStore rotations, ReserveStore reserve, GrowthStore growth, TrainingStore classes, StudyStore studies)
{
    public async Task<KeptDevelopment> OfPersonAsync(CountyId county, SubjectId person, CancellationToken cancellation)
    {
        Task<Mentoring?> mentoring = mentorings.FindAsync(county, person, revision: null, cancellation);
        Task<ReservePerson?> ofPool = reserve.FindAsync(county, person, revision: null, cancellation);
        Task<IReadOnlyList<MentorTalk>> held = talks.Rows.OfPersonAsync(county, person, after: null, int.MaxValue, cancellation);
        Task<IReadOnlyList<Rotation>> rotated = rotations.Rows.OfPersonAsync(county, person, after: null, int.MaxValue, cancellation);
        Task<IReadOnlyList<TrainingClass>> trained = classes.AllAsync(county, year: null, cancellation);
        Task<IReadOnlyList<StudyYear>> studied = studies.AllAsync(county, cancellation);
        IReadOnlyList<GrowthEntry> grown = await growth.Rows.OfPersonAsync(county, person, after: null, int.MaxValue, cancellation);
        return new KeptDevelopment(await held, await rotated, grown, PersonTraining.Of(person, year: null, await trained, await studied)) { Mentoring = await mentoring, Reserve = await ofPool };
    }
}
