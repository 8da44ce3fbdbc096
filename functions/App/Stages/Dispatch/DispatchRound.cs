namespace Yuekao.App.Stages.Dispatch;

/// <summary>Waits for its time; takes reports; or is over, and what it heard is settled.</summary>
public enum DispatchState
{
    Scheduled,
    Open,
    Closed,
}

/// <summary>A month's dispatch (调度) of a ranking: each township reports on each of its projects. What has not happened yet is null.</summary>
public sealed record DispatchRound : Stored
{
    public required CycleKey Key { get; init; }
    public required DateTimeOffset Opens { get; init; }

    /// <summary>When it closes.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>How long before it closes the silent are reminded, the earliest reminder first.</summary>
    public required IReadOnlyList<TimeSpan> RemindBefore { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required string StartedBy { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Which version of the county's list it is of: what the list says later, the next month's dispatch hears.</summary>
    public int? ListVersion { get; init; }

    /// <summary>The first day that it is about, once it has opened; the day after the last one of the month before's dispatch.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The townships that report, in the county's order.</summary>
    public IReadOnlyList<DispatchTownship> Townships { get; init; } = [];
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Which revision of what it heard counts: from 1 on; each correction makes another. Null while it is not closed.</summary>
    public int? Revision { get; init; }
    public DispatchState State => ClosedAt is not null ? DispatchState.Closed : OpenedAt is not null ? DispatchState.Open : DispatchState.Scheduled;
    internal string Resource => $"{Key.Resource}/dispatch";

    // What is due or done after it, or after the month, the next month's dispatch hears.
    internal DateOnly Until => CountyDays.Of(Due) is var due && due < Key.Period.LastDay ? due : Key.Period.LastDay;

    internal DispatchDays Days => new(From ?? throw new InvalidOperationException($"The dispatch of {Key} has not opened."), Until);

    /// <summary>A round as the scheme has it.</summary>
    /// <param name="opens">Null for the scheme's time.</param>
    /// <param name="due">Null for the scheme's time.</param>
    public static DispatchRound Of(CycleKey key, SchemeDocument scheme, DispatchRules rules, DateTimeOffset? opens, DateTimeOffset? due, AuditActor actor, DateTimeOffset now)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(scheme.Calendar.TimeZone);
        return new DispatchRound
        {
            Key = key,
            Opens = opens ?? At(rules.Opens),
            Due = due ?? At(rules.Due),
            RemindBefore = [.. rules.RemindHoursBefore.OrderDescending().Select(hours => TimeSpan.FromHours(hours))],
            StartedAt = now,
            StartedBy = actor.Name,
        };

        DateTimeOffset At(CalendarMoment moment) => new(moment.In(key.Period), zone.GetUtcOffset(moment.In(key.Period)));
    }
}

public sealed record DispatchTownship(TownshipId Township, string Name);

/// <summary>What a dispatch heard when it closed, with what stood beside it: the facts that the ranking's readings are computed from. It never changes; a correction is another revision.</summary>
/// <param name="Revision">From 1 on.</param>
/// <param name="At">As of when: the dispatch's due time.</param>
/// <param name="Days">The days that it is about.</param>
public sealed record ClosedDispatch(int Revision, DateTimeOffset At, DispatchDays Days, IReadOnlyList<ClosedTownship> Townships)
{
    /// <summary>A township's points by the rules of a scheme; none where the dispatch was not for it.</summary>
    public IReadOnlyList<ComputedReading> ReadingsOf(Scheme scheme, TownshipId township) =>
        Townships.FirstOrDefault(one => one.Township == township) is { } closed ? ProjectReadings.Of(scheme, Days, closed.Facts) : [];
}

public sealed record ClosedTownship(TownshipId Township, string Name, ProjectFacts Facts)
{
    /// <summary>Every milestone that this dispatch or one before it heard is done, of projects that have left the list too: none is to be told again.</summary>
    public IReadOnlyList<HeardMilestone> Done { get; init; } = [];

    /// <summary>Its projects that the dispatch has no report of that stands.</summary>
    internal IEnumerable<ProjectId> Silent => Facts.Projects.Where(project => !project.IsReported).Select(project => project.Project);
}

public sealed record HeardMilestone(ProjectId Project, MilestoneId Milestone, DateOnly On);

/// <summary>The dispatches of all counties, and what they heard. Partition <c>county|scheme</c>, row: the month.</summary>
public sealed class DispatchRounds(TableServiceClient tables, DocumentBlobs blobs)
{
    private const string IsClosed = "IsClosed";

    private readonly Rows<DispatchRound> rows = new(tables.GetTableClient(DispatchStore.Table), static (row, round) => row[IsClosed] = round.ClosedAt is not null);

    /// <summary>Null where nobody started it.</summary>
    public Task<DispatchRound?> FindAsync(CycleKey key, CancellationToken cancellation) => rows.FindAsync(Partition(key), key.Period.Value, cancellation);

    /// <exception cref="InvalidOperationException">Nobody started it.</exception>
    public async Task<DispatchRound> ReadAsync(CycleKey key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) ?? throw new InvalidOperationException($"The dispatch of {key} runs and is not recorded.");

    /// <summary>The dispatch of the month before; null where nobody started it.</summary>
    public Task<DispatchRound?> FindLastMonthAsync(CycleKey key, CancellationToken cancellation) =>
        rows.FindAsync(Partition(key), key.Period.Plus(-1).Value, cancellation);

    /// <summary>False where it was started before.</summary>
    public Task<bool> TryAddAsync(DispatchRound round, CancellationToken cancellation) => rows.TryAddAsync(Partition(round.Key), round.Key.Period.Value, round, cancellation);

    /// <summary>False where somebody replaced it since it was read.</summary>
    public Task<bool> TryReplaceAsync(DispatchRound round, CancellationToken cancellation) => rows.TryReplaceAsync(Partition(round.Key), round.Key.Period.Value, round, cancellation);

    /// <summary>What a dispatch heard; null while it is not closed.</summary>
    public async Task<ClosedDispatch?> FindClosedAsync(CycleKey key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) is { Revision: not null } round ? await ReadClosedAsync(round, cancellation) : null;

    /// <summary>
    /// What a dispatch heard, each township's facts in the revision that its readings were computed from: the one that counts, unless a correction was cut off between
    /// submitting the readings and saying so. Null while it is not closed.
    /// </summary>
    /// <param name="isOf">Whether a township's readings are those of a revision.</param>
    public async Task<ClosedDispatch?> FindClosedAsync(CycleKey key, Func<ClosedDispatch, TownshipId, bool> isOf, CancellationToken cancellation)
    {
        if (await FindClosedAsync(key, cancellation) is not { } counting)
            return null;
        List<ClosedTownship> townships = [.. counting.Townships];
        for (int revision = 1; townships.Any(one => !isOf(counting with { Townships = townships }, one.Township)); revision++)
        {
            if (await blobs.FindAsync<ClosedDispatch>(PathOf(key, revision), cancellation) is not { } kept)
                break;
            townships = [.. townships.Select(one => isOf(counting with { Townships = townships }, one.Township) || !isOf(kept, one.Township) ? one : kept.Townships.Single(other => other.Township == one.Township))];
        }

        return counting with { Townships = townships };
    }

    /// <summary>What a closed dispatch heard.</summary>
    public Task<ClosedDispatch> ReadClosedAsync(DispatchRound round, CancellationToken cancellation) => blobs.ReadAsync<ClosedDispatch>(PathOf(round.Key, round.Revision!.Value), cancellation);

    /// <summary>What the last dispatch before this one heard that is closed; null for the first.</summary>
    public async Task<ClosedDispatch?> FindBeforeAsync(CycleKey key, CancellationToken cancellation)
    {
        IReadOnlyList<DispatchRound> earlier = await rows.ListAsync($"PartitionKey eq {Partition(key)} and RowKey lt {key.Period.Value} and IsClosed eq {true}", cancellation);
        return earlier is [.., var last] ? await ReadClosedAsync(last, cancellation) : null;
    }

    /// <summary>Keeps a revision of what was heard, unless there is one; answers what is kept.</summary>
    public Task<ClosedDispatch> KeepAsync(CycleKey key, ClosedDispatch closed, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key, closed.Revision), closed, cancellation);

    private static string PathOf(CycleKey key, int revision) => string.Create(CultureInfo.InvariantCulture, $"{(key with { Edition = 1 }).Folder}/dispatch-{revision:000}.json");
    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}";
}
