using System.Net.Http.Headers;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.Projects;

/// <summary>A test about projects, in a county with two townships, over HTTP.</summary>
public abstract class ProjectsTest(AppFixture app) : CountyTest(app)
{
    private protected const string North = "north";
    private protected const string South = "south";

    private protected static readonly Project PartyDay = new()
    {
        Id = ProjectId.Of("party-day"),
        Title = "多彩主题党日活动",
        Kind = ProjectKind.Breakthrough,
        Department = SourceId.Of("department:organization"),
        Person = "刘志强",
        CoResponsible = [SourceId.Of("department:finance"), SourceId.Of("department:agriculture")],
        Due = new DateOnly(2026, 12, 25),
        Weight = 3,
        Milestones = [new Milestone(MilestoneId.Of("m1"), "建立台账", new DateOnly(2026, 10, 20)), new Milestone(MilestoneId.Of("m2"), "验收", new DateOnly(2026, 12, 20))],
    };

    private protected static readonly Project Duty = new()
    {
        Id = ProjectId.Of("duty-north"),
        Title = "党委书记责任清单",
        Kind = ProjectKind.SecretaryDuty,
        Township = TownshipId.Of(North),
        Department = SourceId.Of("department:organization"),
        Person = "孙立新",
        Due = new DateOnly(2026, 12, 25),
    };

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected async Task StorePlacesAsync()
    {
        var places = new CountyPlaces([Place(North, "北镇"), Place(South, "南乡")]);
        (await SendAsync(HttpMethod.Put, "villages", Json(places))).EnsureSuccessStatusCode().Dispose();

        static Township Place(string id, string name) => new(TownshipId.Of(id), name, [new Village(VillageId.Of($"{id}-1"), "一村")]);
    }

    /// <summary>Stores the places, and a list of both projects.</summary>
    private protected async Task StoreProjectsAsync()
    {
        await StorePlacesAsync();
        (await SendAsync(HttpMethod.Put, "projects", Json(new ProjectList([PartyDay, Duty])))).EnsureSuccessStatusCode().Dispose();
    }

    private protected static async Task<EntityTagHeaderValue> TagAsync(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage response = await sending;
        return response.EnsureSuccessStatusCode().Headers.ETag!;
    }
}
