using Yuekao.App.Tests.Cycle;
using Yuekao.TestSupport.WeCom;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>Everything that a county's group reads of a month with appeals, reminders and a return.</summary>
public sealed class GroupMonthTests(AppFixture fixture)
{
    [Fact]
    public async Task Month_WithAnAppeal_NamesNobodyAndNoGradeToTheGroup()
    {
        await using FakeWeComRobot robot = await FakeWeComRobot.StartAsync(TestContext.Current.CancellationToken);
        await using CycleHost host = await CycleHost.StartAsync(
            fixture, settings: county => [KeyValuePair.Create($"Channels__{county}__WeCom__Webhook", (string?)robot.Webhook.AbsoluteUri)]);
        string township = host.Townships[0].Value;
        string somebody = host.Data.Postings[0].Name;

        await host.OpenAsync();
        host.MoveTo(host.Times.CollectingDue.AddHours(-47));
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.CollectingDue.AddMinutes(1));
        await host.UntilStepAsync(PoolPhase.Deciding);
        SourceId source = host.RequiredSources[0];
        await host.DecideAsync(township, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(host.Townships[0], source, $"{somebody}的数据有误")] });
        await CollectingTests.WaitForMessagesAsync(host, SourceRole.Of(host.Townships[0], source), "readingsReturned", 1);
        await host.SubmitAsync(host.Townships[0], source);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(township, CycleHost.Approval(round: 2));
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);

        string appellant = (await host.GetAsync("county", $"{host.Path}/townships/{township}/results?top=1000")).GetProperty("items").EnumerateArray()
            .First(result => result.TryGetProperty("rank", out _) && result.GetProperty("grade").GetString() == "poor").GetProperty("subject").GetProperty("id").GetString()!;
        await host.DoAsync($"cadre:{appellant}", HttpMethod.Put, $"{host.Path}/subjects/{appellant}/appeal", new { grounds = "漏记走访，附原始记录。" });
        await CollectingTests.WaitForMessagesAsync(host, $"meeting:{township}", "appealFiled", 1);
        await host.DoAsync($"meeting:{township}", HttpMethod.Put, $"{host.Path}/subjects/{appellant}/appeal/ruling", new { ruling = "upheld", reason = "查阅原始记录", attendees = new[] { "赵书记" }, minutes = "〔2026〕23号" });
        await host.SealAsync();
        // What a robot takes in a minute is less than that.
        for (int minutes = 0; minutes < 10; minutes++)
        {
            host.MoveTo(host.Now.AddSeconds(62));
            await host.App.UntilAtRestAsync();
        }

        IReadOnlyList<string> read = robot.Accepted;
        foreach (string part in (string[])["考核数据的通知", "催报", "重新核报", "提请研究", "份反馈通知已发出", "收到考核申诉", "封存归档"])
            Assert.Contains(read, text => text.Contains(part, StringComparison.Ordinal));
        Assert.Single(read, text => text.Contains("份反馈通知已发出", StringComparison.Ordinal));
        string[] people = [.. host.Data.Postings.SelectMany(posting => (string[])[posting.Cadre.Value, posting.Name]).Distinct()];
        string[] grades = [.. host.Scheme.Grades.SelectMany(grade => (string[])[grade.Title.ZhCn, grade.Id.Value])];
        Assert.All(read, text => Assert.DoesNotContain(people.Concat(grades).Append("申诉结果"), word => text.Contains(word, StringComparison.Ordinal)));
        Assert.All(read, text => Assert.DoesNotContain(Occasion.Appeal(SubjectId.Of(appellant)), text, StringComparison.Ordinal));
    }
}
