using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>Two years of a county's organizers: what is commended counts by itself, what the scheme asks for is opened and reminded of, and all of it is in the file.</summary>
public sealed class OrganizerYearsTests(AppFixture fixture)
{
    [Fact]
    public async Task TwoYearsOfBasicallyQualified_OpenATalkThenAnAdjustment_AndStandInTheFile()
    {
        SampleCountyData county = HaixingCounty.Committed().WithOffices(seed: 1);
        SampleTownship[] townships = [.. county.Townships.Take(1).Select(township => township with { Villages = [.. township.Villages.Take(1)] })];
        county = county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(township => township.Id == office.Township))] };
        await using CycleHost host = await CycleHost.StartAsync(fixture, "haixing.organizer-annual", county, "2026", OnlyBasicallyQualified);
        string organizer = (await host.GetAsync($"township:{host.Townships[0]}", $"townships/{host.Townships[0]}/roster")).GetProperty("postings").EnumerateArray()
            .First(posting => posting.GetProperty("post").GetString() == "fullTimeOrganizer").GetProperty("cadre").GetString()!;
        await CommendAsync("counts", "provincial");
        await CommendAsync("withdrawn", "central");
        await host.DoAsync("county", HttpMethod.Delete, "commendations/withdrawn?reason=文件有误");

        await PublishAsync();
        JsonElement bonus = (await host.GetAsync("county", $"{host.Path}/subjects/{organizer}/explanation")).GetProperty("proposed").GetProperty("explanation").GetProperty("bonus");
        JsonElement line = Assert.Single(bonus.GetProperty("lines").EnumerateArray());
        Assert.StartsWith("commendation:counts:", line.GetProperty("observation").GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, line.GetProperty("points").GetInt32());
        Assert.Equal(["admonition-talk"], (await ActionsAsync("2026")).Select(one => one.Consequence.Value));
        await host.SealAsync();
        Assert.True((await host.GetAsync("county", $"{host.Path}/verification")).GetProperty("valid").GetBoolean());

        DueAction talk = (await ActionsAsync("2026"))[0];
        host.MoveTo(talk.Due.AddDays(-7));
        await CollectingTests.WaitForMessagesAsync(host, "county", "actionsDue", 1);
        await host.DoAsync("county", HttpMethod.Put, $"actions/{talk.Id}/report", new { on = CountyDays.Of(host.Now), heldBy = new[] { "李部长" }, minutes = "诫勉谈话记录" });

        host.GoOn("2027");
        await PublishAsync();
        DueAction[] second = await ActionsAsync("2027");
        Assert.Equal(["adjustment-for-two-years", "admonition-talk"], second.Select(one => one.Consequence.Value));
        Assert.Equal(["2026", "2027"], second[0].Periods.Select(period => period.Value));
        await host.SealAsync();
        host.MoveTo(second[0].Due.AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, "county", "actionsOverdue", 1);

        string[] file = [.. (await host.GetAsync($"cadre:{organizer}", $"cadres/{organizer}/file")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()!)];
        Assert.Equal(["adjustment", "commendation", "commendation", "commendation", "posting", "result", "result", "talk"], file.Order(StringComparer.Ordinal));

        await FullFile.FillAsync(host, organizer);
        IReadOnlyList<FileEntry> full = await FullFile.ReadAsync(host, organizer);
        Type[] kinds = [.. typeof(FileContent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FileContent)))];
        Assert.Empty(kinds.Except(full.Select(entry => entry.Content.GetType())));
        Assert.Empty(Enum.GetValues<FileEntryKind>().Except(full.Select(entry => entry.Kind)));

        string[][] table = await FullFile.ExportAsync(host, organizer);
        Assert.Equal("on,kind,title,source,at,by,reason,id,supersededBy", string.Join(',', table[0]));
        Assert.Equal(full.Select(entry => $"{entry.On:O} {entry.Title.ZhCn}"), table.Skip(1).Select(row => $"{row[0]} {row[2]}"));
        Assert.Equal(full.Select(entry => entry.SupersededBy ?? ""), table.Skip(1).Select(row => row[8]));
        Assert.Contains(table, row => row[2] == "谈话由组织部副部长主持" && row[6] == "记录有误");

        Task<JsonElement> CommendAsync(string id, string level) => host.DoAsync(
            "county", HttpMethod.Put, $"commendations/{id}", new { kind = "person", recipient = organizer, level, title = "先进个人", issuedBy = "上级党委", on = "2026-07-01" });

        async Task PublishAsync()
        {
            await host.OpenAsync();
            await host.ReportAnythingAsync();
            host.MoveTo(host.Times.GradingFrom);
            await host.UntilStepAsync(PoolPhase.Deciding);
            await host.DecideAsync("county", meeting: "county");
            await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        }

        async Task<DueAction[]> ActionsAsync(string year) =>
        [
            .. (await host.GetAsync("county", "actions?top=1000")).GetProperty("items").EnumerateArray().Select(one => one.Deserialize<DueAction>(ApiJson.Options)!)
                .Where(one => one.Subject.Value == organizer && one.Cycle.Period.Value == year),
        ];
    }

    // Nobody gets so many points, and nobody so few.
    private static SchemeDocument OnlyBasicallyQualified(SchemeDocument scheme)
    {
        var grading = (ThresholdGrading)scheme.Grading;
        return scheme with { Grading = grading with { Grades = [.. grading.Grades.Zip([999m, 998m, 1m, 0m], (grade, from) => grade with { From = Points.Of(from) })] } };
    }
}
