namespace Yuekao.App.Tests.Platform.Access;

/// <summary>A cohort with one member, who has mentors, a talk and a rotation, and is in the reserve pool, too.</summary>
internal static class DevelopedCounty
{
    public const string Cohort = "hundred";
    public const string Record = "r1";

    private static readonly DateOnly Day = new(2026, 1, 5);

    /// <param name="put">Puts a body at a path under the county, in a role.</param>
    public static async Task DevelopAsync(TownshipId township, SubjectId person, Func<string, string, object, Task> put)
    {
        await put("county", $"cohorts/{Cohort}", new CohortRequest(new LocalText { ZhCn = "百名优秀农村党支部书记" }, Capacity: 100));
        await put("county", $"cohorts/{Cohort}/members/{person}", new CohortJoiningRequest("增补", Day));
        Mentor[] mentors = [new(MentorKind.Leadership, "孙立新", "党委副书记", Day), new(MentorKind.Backbone, "周敏", "党建办主任", Day)];
        await put($"township:{township}", $"cadres/{person}/mentoring", new MentoringRequest(mentors));
        await put($"township:{township}", $"cadres/{person}/mentoring/talks/{Record}", new MentorTalkRequest(Day, MentorKind.Backbone, "思想和工作情况"));
        await put($"township:{township}", $"cadres/{person}/rotations/{Record}", new RotationRequest(RotationOffice.PartyBuilding, "干事", Day, Day.AddDays(29)));
        var entry = new ReserveEntry
        {
            Person = person, Name = "王建国", Source = ReserveSource.Selected, Township = township, BirthYear = 1990, Education = ReserveEducation.College, Category = "农村实用人才",
        };
        await put($"township:{township}", "reserve", new ReserveList([entry]));
        await put($"township:{township}", $"reserve/{person}/growth/{Record}", new GrowthRequest(GrowthKind.Task, Day, "负责环境整治专班"));
    }
}
