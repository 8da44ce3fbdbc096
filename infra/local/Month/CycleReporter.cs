using Yuekao.Assessment.Rules;

namespace Yuekao.Local.Month;

/// <summary>Reports for every source of a cycle, in its role: the app says what is missing, and the source answers that, as its last word.</summary>
/// <param name="cycle">The cycle.</param>
/// <param name="scheme">Its scheme.</param>
/// <param name="values">What is read.</param>
internal sealed class CycleReporter(CountyCycle cycle, SchemeDocument scheme, SampleValues values)
{
    private readonly Dictionary<ItemId, Item> items = scheme.Items.ToDictionary(item => item.Id);

    /// <summary>Reports all that sources are asked for, but what the app computes.</summary>
    /// <param name="townships">Of these townships.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="which">Only these sources; null for every one.</param>
    /// <returns>How many readings that were.</returns>
    public async Task<int> ReportAsync(IEnumerable<TownshipId> townships, CancellationToken cancellation, Func<SourceId, bool>? which = null)
    {
        int readings = 0;
        foreach (TownshipId township in townships)
        {
            foreach (SourceId source in scheme.Sources.Select(one => one.Id).Where(source => source.IsReported && which?.Invoke(source) != false))
                readings += await ReportAsync(township, source, cancellation);
        }

        return readings;
    }

    private async Task<int> ReportAsync(TownshipId township, SourceId source, CancellationToken cancellation)
    {
        string role = CountyCycle.RoleOf(township, source);
        string path = $"{cycle.Path}/townships/{township}/submissions/{source}";
        var readings = new List<object>();
        while (true)
        {
            JsonElement state = await cycle.Api.SendAsync(role, HttpMethod.Put, path, new { readings }, cancellation);
            JsonElement[] missing = [.. state.GetProperty("missing").EnumerateArray()];
            if (missing.Length == 0)
                break;
            readings.AddRange(missing.Select(Answer));
        }

        await cycle.Api.SendAsync(role, HttpMethod.Put, $"{path}/final", body: null, cancellation);
        return readings.Count;
    }

    private object Answer(JsonElement missing)
    {
        (ItemId item, string? subject, string? village) = (ItemId.Of(missing.GetProperty("item").GetString()!), TextOf("subject"), TextOf("village"));
        return new { item, subject, village, value = values.Of(items[item], (subject ?? village)!) };

        string? TextOf(string name) => missing.TryGetProperty(name, out JsonElement has) ? has.GetString() : null;
    }
}
