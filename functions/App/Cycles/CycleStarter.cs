using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Yuekao.App.AuditTrail;
using Yuekao.App.Cycles.Freezing;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Problems;
using Yuekao.App.Schemes;
using Yuekao.App.Storage;
using Yuekao.Assessment;
using Yuekao.Assessment.Loading;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>Starts cycles, for the timer and by hand. A second start of the same cycle is none.</summary>
public sealed class CycleStarter(CycleStore cycles, SchemeStore schemes, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Starts a cycle, unless it was started.</summary>
    /// <param name="client">The task hub.</param>
    /// <param name="key">The cycle.</param>
    /// <param name="scheme">Its scheme, in that version.</param>
    /// <param name="version">The scheme's version; null for the newest one on the day on which the cycle opens.</param>
    /// <param name="specialItems">The items that it adds.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="cancellation">Gives up; what is begun is finished by the next start.</param>
    /// <exception cref="ProblemException">The period is not of its kind, the special items do not fit, or the cycle was started otherwise.</exception>
    public async Task<CycleRecord> StartAsync(
        DurableTaskClient client, CycleKey key, Scheme scheme, int? version, IReadOnlyList<Item> specialItems, AuditActor actor, CancellationToken cancellation)
    {
        if (scheme.Document.Period != key.Period.Kind)
            throw new ProblemException(ProblemType.Unacceptable, $"{key.Period} is no period of {scheme.Key}.", [new ProblemError("$.period", $"must be of the kind {JsonNamingPolicy.CamelCase.ConvertName(scheme.Document.Period.ToString())}.")]);
        RequireSpecialItems(scheme, specialItems);
        var wanted = new CycleRecord
        {
            Key = key,
            State = CycleState.Scheduled,
            StartedAt = clock.GetUtcNow(),
            StartedBy = actor.Name,
            SchemeVersion = version,
            SpecialItems = specialItems,
        };
        CycleRecord started = await cycles.FindAsync(key, cancellation) ?? await AddAsync(wanted, actor, cancellation);
        if (started.State == CycleState.Scheduled && !SaysTheSame(started, wanted))
            throw new ProblemException(ProblemType.Conflict, $"The cycle '{key}' was started with another version or other special items.");
        await ScheduleAsync(client, key, cancellation);
        return started;
    }

    /// <summary>The scheme in a version, or in its newest.</summary>
    /// <exception cref="ProblemException">There is none: not found.</exception>
    public async Task<Scheme> RequireSchemeAsync(CycleKey key, int? version, CancellationToken cancellation)
    {
        SchemeVersion found = (version is { } number
                ? await schemes.FindAsync(key.County, new SchemeKey(key.Scheme, number), cancellation)
                : await schemes.FindLatestAsync(key.County, key.Scheme, cancellation))
            ?? throw new ProblemException(ProblemType.NotFound, version is null ? $"The county has no scheme '{key.Scheme}'." : $"The county has no version {version} of '{key.Scheme}'.");
        return Scheme.Load(await schemes.ReadDocumentAsync(key.County, found, cancellation)).Required();
    }

    private static void RequireSpecialItems(Scheme scheme, IReadOnlyList<Item> items)
    {
        if (items.Count == 0)
            return;
        SchemeLoadResult loaded = scheme.WithSpecialItems(items);
        if (!loaded.IsValid)
            throw new ProblemException(ProblemType.Unacceptable, "The special items do not fit the scheme.", [.. loaded.Errors.Select(error => new ProblemError($"$.specialItems{error.Path[1..]}", error.Message))]);
    }

    private async Task<CycleRecord> AddAsync(CycleRecord cycle, AuditActor actor, CancellationToken cancellation)
    {
        var entry = new AuditEntry(cycle.Key.County.Value, actor, nameof(CycleStarter), cycle.Key.Resource, Before: null, Digest.OfJson(cycle));
        bool added = await audit.RecordAsync(entry, stop => cycles.AddAsync(cycle, stop), cancellation);
        return added ? cycle : (await cycles.FindAsync(cycle.Key, cancellation))!;
    }

    private static bool SaysTheSame(CycleRecord one, CycleRecord other) => one.SchemeVersion == other.SchemeVersion
        && JsonSerializer.Serialize(one.SpecialItems, DocumentJson.Options) == JsonSerializer.Serialize(other.SpecialItems, DocumentJson.Options);

    private static async Task ScheduleAsync(DurableTaskClient client, CycleKey key, CancellationToken cancellation)
    {
        // One that stopped is started anew: it finds what it did before, and does the rest.
        if (await client.GetInstanceAsync(key.InstanceId, cancellation) is { RuntimeStatus: not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated) })
            return;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(CountyCycleOrchestrator), new CycleStart(key), new StartOrchestrationOptions(key.InstanceId), cancellation);
        }
        catch (InvalidOperationException)
        {
            // Somebody else was quicker: it runs.
        }
    }
}
