namespace Yuekao.App.Records;

/// <summary>What somebody attended in a year, and what they study or studied in it.</summary>
/// <param name="Hours">Hours attended in classes that were held and begin in the year; those of each kind of education are in <paramref name="Kinds"/>.</param>
/// <param name="Classes">By day, those to come included.</param>
public sealed record PersonTraining(SubjectId Person, int Hours, IReadOnlyList<KindHours> Kinds, IReadOnlyList<AttendedClass> Classes, IReadOnlyList<Study> Studies)
{
    /// <summary>Null where all years are meant.</summary>
    public Period? Year { get; init; }

    /// <param name="classes">Those of the year.</param>
    internal static PersonTraining Of(SubjectId person, Period? year, IEnumerable<TrainingClass> classes, IEnumerable<StudyYear> studies)
    {
        AttendedClass[] attended =
        [
            .. classes.Where(one => one.Withdrawn is null)
                .Select(one => (Class: one, Participant: one.Current.FirstOrDefault(participant => participant.Person == person)))
                .Where(one => one.Participant is not null)
                .Select(one => AttendedClass.Of(one.Class, one.Participant!))
                .OrderBy(one => one.From).ThenBy(one => one.Class.Value, StringComparer.Ordinal),
        ];
        AttendedClass[] held = [.. attended.Where(one => one.State == ClassState.Held)];
        return new PersonTraining(
            person,
            held.Sum(one => one.Hours ?? 0),
            [.. Enum.GetValues<EducationKind>().Select(kind => KindHours.Of(kind, [.. held.Where(one => one.Kind == kind)]))],
            attended,
            [.. studies.SelectMany(list => list.Studies).Select(one => one.Study).Where(study => study.Person == person && study.State != StudyState.Withdrawn && (year is not { } one || study.Touches(one)))])
        {
            Year = year,
        };
    }
}

/// <param name="Classes">How many of the kind were attended.</param>
public sealed record KindHours(EducationKind Kind, int Hours, int Classes)
{
    internal static KindHours Of(EducationKind kind, IReadOnlyCollection<AttendedClass> held) => new(kind, held.Sum(one => one.Hours ?? 0), held.Count(one => one.Hours > 0));
}

/// <summary>A class that somebody is enrolled in.</summary>
/// <param name="OfHours">The class's own hours.</param>
public sealed record AttendedClass(ClassId Class, string Title, TrainingForm Form, EducationKind Kind, string Place, DateOnly From, DateOnly To, ClassState State, int OfHours, bool Completed)
{
    /// <summary>Hours attended; null where that is not noted, or absent.</summary>
    public int? Hours { get; init; }
    public string? Absence { get; init; }

    internal static AttendedClass Of(TrainingClass one, Participant participant) => new(
        one.Id, one.Content.Title, one.Content.Form, one.Content.Kind, one.Content.Place, one.Content.From, one.Content.To, one.State, one.Content.Hours, one.IsComplete(participant.Hours))
    {
        Hours = participant.Hours,
        Absence = participant.Absence,
    };
}

/// <summary>A person's training and further study, for whoever reads their file.</summary>
public sealed class PersonTrainingEndpoints(TrainingStore classes, StudyStore studies, TrainablePeople people, TimeProvider clock)
{
    [Function(nameof(GetPersonTraining))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county"), Access(Role.Cadre, Scope = "cadre")]
    [Operation("A person's training in a year: hours by kind of education, classes with attendance, and further study.")]
    [Query("year", typeof(Period), "The year: the current one where none is named.")]
    [Answers(StatusCodes.Status200OK, typeof(PersonTraining))]
    public async Task<IActionResult> GetPersonTraining(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/cadres/{cadre}/training")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        Period year = DevelopmentYear.Of(query, clock);
        query.ThrowIfWrong();
        (CountyId county, SubjectId person) = (request.Id<CountyId>(), request.Id<SubjectId>("cadre"));
        await people.RequireReaderAsync(county, person, request.GetCaller(), cancellation);
        Task<IReadOnlyList<TrainingClass>> attended = classes.AllAsync(county, year, cancellation);
        return new OkObjectResult(PersonTraining.Of(person, year, await attended, await studies.AllAsync(county, cancellation)));
    }
}
