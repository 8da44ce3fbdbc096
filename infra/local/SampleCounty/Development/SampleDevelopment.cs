namespace Yuekao.Local.SampleCounty.Development;

/// <summary>What a made-up county does in a year to develop its secretaries and those who may follow them. Each part is in the order in which it is written down.</summary>
/// <param name="Cohort">The secretaries who are cultivated.</param>
/// <param name="Reserve">Those who may become secretaries.</param>
public sealed record SampleDevelopment(
    IReadOnlyList<SamplePosting> Cohort, IReadOnlyList<SampleReservist> Reserve, IReadOnlyList<SampleMentoring> Mentoring, IReadOnlyList<SampleRotation> Rotations,
    IReadOnlyList<SampleClass> Classes, IReadOnlyList<SampleStudy> Studies, IReadOnlyList<SampleHonour> Honours);

/// <summary>Somebody of the reserve pool. Source, education and the rest are written as the pool's CSV has them.</summary>
/// <param name="Village">Null for who is brought in from outside.</param>
public sealed record SampleReservist(
    SubjectId Person, string Name, string Source, TownshipId Township, VillageId? Village, int BirthYear, string Education, int? PartyMemberSince, string Category);

/// <param name="Talks">The days of the talks, by turns with one mentor and the other.</param>
public sealed record SampleMentoring(SamplePosting Member, SampleMentor Leadership, SampleMentor Backbone, IReadOnlyList<DateOnly> Talks);

public sealed record SampleMentor(string Name, string Post);

/// <param name="Office">As the API names it: <c>partyBuilding</c>.</param>
public sealed record SampleRotation(SamplePosting Member, int Number, string Office, string Post, DateOnly From, DateOnly To, IReadOnlyList<(string Title, int Hours)> Courses);

/// <summary>A class and its attendance. Form and kind are written as the API names them.</summary>
/// <param name="Organizer">The township that holds it; null for the county.</param>
public sealed record SampleClass(
    ClassId Id, string Title, string Form, string Kind, string Place, DateOnly From, DateOnly To, int Hours, int CompletePercent, TownshipId? Organizer, IReadOnlyList<SampleAttendance> Attendance);

/// <param name="Hours">Null for who was absent.</param>
public sealed record SampleAttendance(SubjectId Person, int? Hours, string? Absence);

/// <summary>Somebody's further study.</summary>
/// <param name="To">The last day, for who completes it; null for who goes on.</param>
public sealed record SampleStudy(StudyId Id, SubjectId Person, string Level, string School, string Subject, DateOnly From, DateOnly? To, string? Certificate);

/// <param name="Recipient">A cadre or a village.</param>
public sealed record SampleHonour(string Id, bool IsVillage, string Recipient, string Level, string Title, string IssuedBy, DateOnly On);
