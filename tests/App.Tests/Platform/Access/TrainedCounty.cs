namespace Yuekao.App.Tests.Platform.Access;

/// <summary>What a county has of training: a small lecture of a township with somebody in it, and a list of further study.</summary>
internal sealed class TrainedCounty(TownshipId township, int year)
{
    public const string Class = "lecture-1";

    private readonly DateOnly day = new(year, 1, 10);

    public async Task TrainAsync(SubjectId person, Func<string, string, object, Task> put)
    {
        var lecture = new TrainingClassRequest
        {
            Title = "小课堂",
            Form = TrainingForm.SmallLecture,
            Kind = EducationKind.Models,
            Place = "村党群服务中心",
            From = day,
            To = day,
            Hours = 2,
            Organizer = township,
        };
        await put($"township:{township}", $"development/classes/{Class}", lecture);
        await put("county", $"development/classes/{Class}/participants", new ParticipantList([new ParticipantLine(person)]));
        var study = new Study { Id = StudyId.Of("s1"), Person = person, Level = StudyLevel.Undergraduate, School = "河北开放大学", Subject = "行政管理", From = day };
        await put("county", $"development/studies/{year}", new StudyList([study]));
    }
}
