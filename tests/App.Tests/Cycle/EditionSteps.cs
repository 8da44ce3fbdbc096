using Microsoft.DurableTask.Client;

namespace Yuekao.App.Tests.Cycle;

/// <summary>What tests of a cycle's editions do.</summary>
internal static class EditionSteps
{
    public static PointsItem SpecialItem(string id) =>
        new() { Id = ItemId.Of(id), Title = new LocalText { ZhCn = "单项考核" }, Source = SourceId.Of("department:civil-affairs"), Maximum = Points.Of(10), Provenance = Provenance.Cycle };

    public static Task<JsonElement> CancelAsync(CycleHost host) => host.DoAsync("county", HttpMethod.Post, $"{host.Path}/cancel", new CancelRequest("考核办法有误"));

    public static Task<JsonElement> FreezeAsync(CycleHost host) => host.DoAsync("county", HttpMethod.Post, $"{host.Path}/freeze", new FreezeRequest("花名册已更新"));

    public static Task<JsonElement> NoteAsync(CycleHost host, string id) => host.DoAsync(
        "department:discipline-inspection", HttpMethod.Put, $"{host.Path}/townships/{host.Townships[0]}/observations/department:discipline-inspection/{id}",
        new { rule = "falsified-readings", subject = host.Data.PostingsIn(host.Townships[0]).First(posting => posting.IsInPost(host.Period.LastDay)).Cadre, on = host.Period.LastDay, evidence = "核查记录" });

    public static async Task<IReadOnlyList<string>> MissingAsync(CycleHost host, TownshipId township)
    {
        JsonElement state = await host.DoAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/township", new { readings = Array.Empty<object>() });
        return [.. state.GetProperty("missing").EnumerateArray().Where(one => one.TryGetProperty("subject", out JsonElement subject) && subject.ValueKind == JsonValueKind.String).Select(one => one.GetProperty("subject").GetString()!)];
    }

    public static async Task EndedAsync(CycleHost host, CycleKey key)
    {
        DurableTaskClient hub = await host.App.HubAsync();
        foreach (string id in (string[])[key.InstanceId, .. host.Townships.Select(township => key.PoolInstanceId(PoolId.Of(township)))])
        {
            OrchestrationMetadata run = await hub.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
        }
    }
}
