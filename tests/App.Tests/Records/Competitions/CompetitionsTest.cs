using Yuekao.App.Tests.Cycle;
using Yuekao.App.Tests.Records.Projects;

namespace Yuekao.App.Tests.Records.Competitions;

/// <summary>A test about what there is of a competition beside sheets, in a county with two townships, over HTTP.</summary>
public abstract class CompetitionsTest(AppFixture app) : ProjectsTest(app)
{
    private protected string Tour => $"schemes/{County}.double-point-tour";

    private protected string Period => $"{Tour}/cycles/2026-B5";

    private protected string Panel => $"{Tour}/panels/{Contest.Panel}";

    private protected static readonly DateTimeOffset Opens = CycleTimes.Of(SchemeCatalog.Latest(SchemeId.Of("haixing.double-point-tour"))!.Document.Calendar, Assessment.Values.Period.Of("2026-B5")).Opens;

    private protected static NominationRequest Good { get; } = new(VillageId.Of("north-1"), "党群服务中心", "阵地规范，群众满意");

    /// <summary>Stores the places, and the tour with one panel.</summary>
    private protected async Task StoreTourAsync(CompetitionRules? rules)
    {
        await StorePlacesAsync();
        SchemeDocument document = Contest.JudgedBy(new MeanSheets { Least = 1 }, rules)(SchemeCatalog.Latest(SchemeId.Of("haixing.double-point-tour"))!.Document) with { Id = SchemeId.Of($"{County}.double-point-tour"), Version = 1 };
        (await SendAsync(HttpMethod.Put, $"{Tour}/versions/1", Text(Scheme.From(document).Required().ToJson(), "application/json"))).EnsureSuccessStatusCode().Dispose();
    }

    private protected Task<HttpResponseMessage> NominateAsync(string township, PointId point, NominationRequest? asked = null, string? role = null) => SendAsync(
        HttpMethod.Put, $"{Period}/nominations/{township}/{point}", Json(asked ?? Good with { Village = VillageId.Of($"{township}-1") }), role ?? $"township:{township}");

    private protected Task<HttpResponseMessage> PlanAsync(VisitPlanRequest plan, string? ifMatch = null) => SendAsync(HttpMethod.Put, $"{Period}/visits", Json(plan), ifMatch: ifMatch);
}
