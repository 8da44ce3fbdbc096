using Yuekao.App.Tests.Stages.Feedback.Actions;
using Yuekao.App.Tests.Stages.Seal;

namespace Yuekao.App.Tests.Stages.Feedback;

public sealed class PersonExportTests(AppFixture app) : DueActionTest(app)
{
    [Fact]
    public async Task Export_OfAPerson_HasAllThatIsKeptOfThemAndOfNobodyElse()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        SubjectId person = (await FirstAsync(ConsequenceAction.AdmonitionTalk)).Subject;
        (await SendAsync(HttpMethod.Put, "villages", Json(cycle.Places))).EnsureSuccessStatusCode().Dispose();
        (await SendAsync(HttpMethod.Put, $"townships/{cycle.Pool.Id}/roster", Json(SampleCycle.RosterOf(cycle.Pool.Townships[0])))).EnsureSuccessStatusCode().Dispose();
        await Make<SettleActivities>().RecordResults(new PoolRef(cycle.Key, cycle.Pool.Id), Cancellation);
        Assert.Empty((await ExportAsync(person)).Results);
        var publication = new PoolPublication(cycle.Key, cycle.Pool.Id, SampleCycle.PublishedAt);
        await Make<RectificationActivities>().OpenRectifications(publication, Cancellation);
        await Make<NoticeActivities>().IssueAsync(publication, Cancellation);
        await SealedArchive.AppealAsync(Services, cycle, result, person);
        await cycle.PutAsync(record => record with { PublishedAt = SampleCycle.PublishedAt });

        PersonExport export = await ExportAsync(person, $"cadre:{person}");

        Assert.Equal(person, export.Person);
        Assert.Contains(export.File, entry => entry.Kind == FileEntryKind.Posting);
        KeptResult kept = Assert.Single(export.Results);
        Assert.Equal((cycle.Key, person), (kept.Cycle, kept.Revisions[0].Subject));
        Assert.NotEmpty(kept.Explanation.Proposed.Explanation.Components);
        Assert.Equal([$"{cycle.Key}.subject.{person}.1"], export.Notices.Select(one => one.Id));
        Assert.Equal([person], export.Appeals.Select(one => one.Subject));
        Assert.All(export.Rectifications, one => Assert.Equal(person.Value, one.Owner.Id));
        Assert.NotEmpty(export.Rectifications);
        Assert.Contains(export.Actions, one => one.Action == ConsequenceAction.AdmonitionTalk);
        Assert.All(export.Actions, one => Assert.Equal(person, one.Subject));
        Assert.Empty(export.Commendations);
        using HttpResponseMessage other = await SendAsync(HttpMethod.Get, $"cadres/{person}/export", role: $"cadre:{cycle.Pool.Roster.First(entry => entry.Subject != person).Subject}");
        await Problem.OfAsync(other, ProblemType.Forbidden);
    }

    private T Make<T>() => ActivatorUtilities.CreateInstance<T>(Services);

    private async Task<PersonExport> ExportAsync(SubjectId person, string role = "county")
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"cadres/{person}/export", role: role);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return (await response.Content.ReadFromJsonAsync<PersonExport>(AssessmentJson.Options, Cancellation))!;
    }
}
