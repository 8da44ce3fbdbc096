using Yuekao.App.Tests.Records.PersonnelFiles;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.Development;

/// <summary>A test about training and study, in a county with three people in one township and one in another.</summary>
public abstract class TrainingTest(AppFixture app) : FileTest(app)
{
    private protected static readonly TrainingClassRequest Lecture = new()
    {
        Title = "村支书乡村振兴小课堂第1期",
        Form = TrainingForm.SmallLecture,
        Kind = EducationKind.RevolutionaryTradition,
        Place = "东光县烈士陵园",
        From = new DateOnly(2026, 4, 2),
        To = new DateOnly(2026, 4, 3),
        Hours = 8,
        CompletePercent = 75,
    };

    private protected static readonly TownshipId T1 = TownshipId.Of("t1");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await PutRosterAsync("t1", Postings.Of("c1"), Postings.Of("c2") with { Name = "李芳" }, Postings.Of("c3"));
        await PutRosterAsync("t2", Postings.Of("d1", "w1"));
    }

    private protected static ParticipantLine Line(string person, int? hours = null, string? absence = null) => new(SubjectId.Of(person)) { Hours = hours, Absence = absence };

    private protected static HttpContent List(params ParticipantLine[] lines) => Json(new ParticipantList(lines));

    private protected async Task<ClassSummary> AnnounceAsync(string id, TrainingClassRequest? asked = null, string role = "county") =>
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, $"development/classes/{id}", Json(asked ?? Lecture), role), HttpStatusCode.Created);

    /// <summary>A class that was held.</summary>
    private protected async Task<ClassSummary> HoldAsync(string id, TrainingClassRequest? asked, params ParticipantLine[] lines)
    {
        await AnnounceAsync(id, asked);
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, $"development/classes/{id}/participants", List(lines)));
        return await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, $"development/classes/{id}/held"));
    }
}
