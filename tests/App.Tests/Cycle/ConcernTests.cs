using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>The assessed are not the assessors.</summary>
public sealed class ConcernTests(AppFixture fixture)
{
    [Fact]
    public async Task Organizers_AreNotRatedByTheirOwnOffice_ButByTheCommittee()
    {
        await using CycleHost host = await StartAsync("haixing.organizer-annual", "2026");
        TownshipId township = host.Townships[0];
        await host.OpenAsync();

        using HttpResponseMessage own = await host.SendAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/committee", new { readings = Array.Empty<object>() });
        using HttpResponseMessage committee = await host.SendAsync($"committee:{township}", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/committee", new { readings = Array.Empty<object>() });

        await Problem.OfAsync(own, ProblemType.Forbidden);
        Assert.Equal(HttpStatusCode.Created, committee.StatusCode);
    }

    [Theory]
    [InlineData("haixing.township-arena", "2026-Q4")]
    [InlineData("haixing.double-point-tour", "2026-B5")]
    public async Task Township_BeforeTheDecision_ReadsNoJudgesMarksOnItself(string scheme, string period)
    {
        await using CycleHost host = await StartAsync(scheme, period);
        TownshipId township = host.Townships[0];
        SourceId judges = host.Scheme.Document.Sources[0].Id;
        await host.OpenAsync();
        await host.ReportAnythingAsync();

        foreach (string path in (string[])[$"submissions/{judges}", "submissions", "observations"])
        {
            using HttpResponseMessage marks = await host.SendAsync($"township:{township}", HttpMethod.Get, $"{host.Path}/townships/{township}/{path}");
            await Problem.OfAsync(marks, ProblemType.Forbidden);
        }
    }

    [Fact]
    public async Task Meeting_WhoseMemberIsOfAnAssessedTownship_DoesNotDecide()
    {
        await using CycleHost host = await StartAsync("haixing.township-arena", "2026-Q4");
        await host.OpenAsync();
        await host.ReportAnythingAsync();
        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);

        using HttpResponseMessage own = await host.SendAsync($"meeting:county township:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/pools/county/decision", CycleHost.Approval());

        await Problem.OfAsync(own, ProblemType.Forbidden);
    }

    [Fact]
    public async Task Organizer_WhoIsACadreToo_DoesNotReportOfThemself()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        Reading own = host.ReadingsOf(township, SourceId.Township).First(reading => reading.Subject is not null);

        using HttpResponseMessage reported = await host.SendAsync(
            $"township:{township} cadre:{own.Subject}", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/township", CycleHost.Body([own]));
        using HttpResponseMessage noted = await host.SendAsync(
            $"township:{township} cadre:{own.Subject}", HttpMethod.Put, $"{host.Path}/townships/{township}/observations/township/praise",
            new { rule = "urgent-task", subject = own.Subject, on = host.Period.LastDay, points = 2, evidence = "抢险" });

        await Problem.OfAsync(reported, ProblemType.Forbidden);
        await Problem.OfAsync(noted, ProblemType.Forbidden);
    }

    private Task<CycleHost> StartAsync(string scheme, string period)
    {
        SampleCountyData county = HaixingCounty.Committed().WithOffices(seed: 1);
        SampleTownship[] townships = [.. county.Townships.Take(2).Select(township => township with { Villages = [.. township.Villages.Take(2)] })];
        return CycleHost.StartAsync(fixture, scheme, county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(one => one.Id == office.Township))] }, period);
    }
}
