using System.Net.Http.Headers;
using System.Text;

namespace Yuekao.App.Tests.Cycle;

/// <summary>Records of somebody that no cycle makes: with those of the cycles their file holds every kind there is.</summary>
internal static class FullFile
{
    /// <summary>The county selects somebody into a cohort, has them mentored, rotate, train and study, takes them into the reserve pool, and corrects an entry of their file.</summary>
    public static async Task FillAsync(CycleHost host, string person)
    {
        (DateOnly today, TownshipId township) = (CountyDays.Of(host.Now), host.Townships[0]);
        string[] hundred = ["cohorts/hundred", $"cohorts/hundred/members/{person}"];
        await host.DoAsync("county", HttpMethod.Put, hundred[0], new CohortRequest(new LocalText { ZhCn = "百名优秀干部" }, Capacity: 100));
        await host.DoAsync("county", HttpMethod.Put, hundred[1], new CohortJoiningRequest("工作突出", today.AddDays(-90)));
        Mentor[] mentors = [new(MentorKind.Leadership, "张镇长", "镇长", today.AddDays(-80)), new(MentorKind.Backbone, "刘主任", "党政办主任", today.AddDays(-80))];
        await host.DoAsync("county", HttpMethod.Put, $"cadres/{person}/mentoring", new MentoringRequest(mentors));
        await host.DoAsync("county", HttpMethod.Put, $"cadres/{person}/mentoring/talks/talk-1", new MentorTalkRequest(today.AddDays(-70), MentorKind.Leadership, "集体经济发展"));
        var rotation = new RotationRequest(RotationOffice.PartyBuilding, "党建专干", today.AddDays(-60), today.AddDays(-30)) { Courses = [new RotationCourse("公文写作", 12)] };
        await host.DoAsync("county", HttpMethod.Put, $"cadres/{person}/rotations/office-1", rotation);
        var reserve = new ReserveEntry
        {
            Person = SubjectId.Of(person),
            Name = "王建国",
            Source = ReserveSource.Selected,
            Township = township,
            BirthYear = 1990,
            Education = ReserveEducation.College,
            Category = "农村实用人才",
        };
        await host.DoAsync("county", HttpMethod.Put, "reserve", new ReserveList([reserve]));
        var lecture = new TrainingClassRequest
        {
            Title = "乡村振兴培训班",
            Form = TrainingForm.TrainingClass,
            Kind = EducationKind.Models,
            Place = "县委党校",
            From = today.AddDays(-20),
            To = today.AddDays(-18),
            Hours = 16,
        };
        await host.DoAsync("county", HttpMethod.Put, "development/classes/class-1", lecture);
        await host.DoAsync("county", HttpMethod.Put, "development/classes/class-1/participants", new ParticipantList([new ParticipantLine(SubjectId.Of(person)) { Hours = 16 }]));
        await host.DoAsync("county", HttpMethod.Put, "development/classes/class-1/held");
        var study = new Study { Id = StudyId.Of("s1"), Person = SubjectId.Of(person), Level = StudyLevel.Undergraduate, School = "河北开放大学", Subject = "行政管理", From = today.AddDays(-800), To = today.AddDays(-5), State = StudyState.Completed };
        await host.DoAsync("county", HttpMethod.Put, $"development/studies/{study.From.Year}", new StudyList([study]));

        string talk = (await ReadAsync(host, person)).First(entry => entry.Content is TalkContent && entry.SupersededBy is null).Id;
        using HttpResponseMessage read = await host.SendAsync("county", HttpMethod.Get, $"cadres/{person}/file/{talk}");
        using HttpResponseMessage corrected = await host.SendAsync(
            "county", HttpMethod.Put, $"cadres/{person}/file/{talk}/correction", new FileCorrectionBody(today, "谈话由组织部副部长主持", "记录有误"), ifMatch: read.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.Created, corrected.StatusCode);
    }

    public static async Task<IReadOnlyList<FileEntry>> ReadAsync(CycleHost host, string person) =>
        (await host.GetAsync($"cadre:{person}", $"cadres/{person}/file?top=1000")).Deserialize<Page<FileEntry>>(ApiJson.Options)!.Items;

    /// <summary>The file as its person saves it: rows of cells, the head first.</summary>
    public static async Task<string[][]> ExportAsync(CycleHost host, string person)
    {
        using HttpResponseMessage answer = await host.SendAsync($"cadre:{person}", HttpMethod.Get, $"cadres/{person}/file", accept: "text/csv");
        Assert.Equal(new MediaTypeHeaderValue("text/csv", "utf-8"), answer.Content.Headers.ContentType);
        string text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF');
        return [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
    }
}
