namespace Yuekao.App.Cycle;

/// <summary>Starts cycles, for the timer and by hand. A second start of the same cycle is none.</summary>
public sealed class CycleStarter(CycleStore cycles, CycleSchemes schemes, CycleEditions editions, DispatchStarter dispatches, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Starts a cycle, unless it was started; what is begun is finished by the next start.</summary>
    /// <param name="asked">How it is to run; null for the scheme's ways, or however it was started.</param>
    /// <exception cref="ProblemException">The period is not of its kind, the special items or the dates do not fit, or the cycle was started otherwise.</exception>
    public async Task<CycleRecord> StartAsync(
        DurableTaskClient client, CycleKey key, Scheme scheme, CycleRequest? asked, AuditActor actor, CancellationToken cancellation)
    {
        if (scheme.Document.Period != key.Period.Kind)
        {
            throw new ProblemException(
                ProblemType.Unacceptable,
                $"{key.Period} is no period of {scheme.Key}.",
                [new ProblemError("$.period", $"must be of the kind {JsonNamingPolicy.CamelCase.ConvertName(scheme.Document.Period.ToString())}.")]);
        }

        CycleRecord? started = await cycles.FindAsync(key, cancellation);
        if (started is null)
        {
            CycleRequest wanted = asked ?? new CycleRequest(key.Period);
            RequireFit(scheme, wanted);
            started = await AddAsync(RecordOf(key, wanted, actor), actor, cancellation);
        }
        else if (started.Phase == CyclePhase.Cancelled)
        {
            // Whoever cancelled it says when it is opened anew: no timer does.
            if (asked is null)
                return started;
            RequireFit(scheme, asked);
            started = await editions.ReopenAsync(started, RecordOf(key, asked, actor), actor, cancellation);
        }

        if (asked is not null && IsOtherwise(started, asked))
            throw new ProblemException(ProblemType.Conflict, $"The cycle '{key}' was started with another version or other dates.");
        if (asked?.SpecialItems.ExceptBy(started.SpecialItems.Select(item => item.Id), item => item.Id).ToArray() is { Length: > 0 } more)
            started = await AddItemsAsync(client, scheme, started, more, actor, cancellation);
        if (scheme.Document.Dispatch is not null)
            await dispatches.StartAsync(client, key, scheme, asked: null, actor, cancellation, late: CycleTimes.Of(scheme.Document.Calendar, key.Period, started.Dates).CollectingDue);
        // One that was ended is started anew: it finds what it did before, and does the rest. What is sealed has nothing left to do.
        if (started.Phase != CyclePhase.Sealed)
            await client.StartOnceAsync(nameof(CountyCycleOrchestrator), started.Key.InstanceId, new CycleStart(started.Key), cancellation);
        return started;
    }

    /// <summary>The scheme in a version, or in its newest.</summary>
    /// <exception cref="ProblemException">There is none: not found.</exception>
    public async Task<Scheme> RequireSchemeAsync(CycleKey key, int? version, CancellationToken cancellation)
    {
        (Scheme scheme, _) = await schemes.FindAsync(key, version, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, version is null ? (LocalizableString)$"The county has no scheme '{key.Scheme}'." : $"The county has no version {version} of '{key.Scheme}'.");
        return scheme;
    }

    /// <summary>The scheme of a period that has begun, or that the county opens at a time of its own: by a slip of the pen another would sleep in the task hub for years.</summary>
    /// <exception cref="ProblemException">There is no such scheme: not found. The period is yet to begin: rule broken.</exception>
    public async Task<Scheme> RequireBegunAsync(CycleKey key, int? version, CycleDates dates, CancellationToken cancellation)
    {
        Scheme scheme = await RequireSchemeAsync(key, version, cancellation);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(scheme.Document.Calendar.TimeZone)).DateTime);
        return key.Period.FirstDay <= today || dates.Opens is not null
            ? scheme
            : throw new ProblemException(ProblemType.RuleBroken, $"{key.Period} begins on {key.Period.FirstDay:O}: until then say in dates.opens when its cycle is to open.");
    }

    private static ProblemError[] ItemErrors(Scheme scheme, IReadOnlyList<Item> items) => items.Count == 0
        ? []
        : [.. scheme.WithSpecialItems(items).Errors.Select(error => new ProblemError($"$.specialItems{error.Path[1..]}", error.Message))];

    private static void RequireItemsFit(Scheme scheme, IReadOnlyList<Item> items)
    {
        if (ItemErrors(scheme, items) is { Length: > 0 } errors)
            throw new ProblemException(ProblemType.Unacceptable, "The special items do not fit the scheme.", errors);
    }

    private void RequireFit(Scheme scheme, CycleRequest wanted)
    {
        ProblemError[] items = ItemErrors(scheme, wanted.SpecialItems);
        ProblemError[] dates = [.. new CycleDateRules(scheme.Document.Calendar, wanted.Period, wanted.Dates, clock.GetUtcNow()).Errors()];
        if (items.Length > 0)
            throw new ProblemException(ProblemType.Unacceptable, "The special items do not fit the scheme.", [.. items, .. dates]);
        if (dates.Length > 0)
            throw new ProblemException(ProblemType.Unacceptable, $"{wanted.Period} cannot be run by these dates.", dates);
    }

    private CycleRecord RecordOf(CycleKey key, CycleRequest wanted, AuditActor actor) => new()
    {
        Key = key,
        Phase = CyclePhase.Scheduled,
        StartedAt = clock.GetUtcNow(),
        StartedBy = actor.Name,
        SchemeVersion = wanted.SchemeVersion,
        SpecialItems = wanted.SpecialItems,
        Dates = wanted.Dates,
    };

    private async Task<CycleRecord> AddAsync(CycleRecord cycle, AuditActor actor, CancellationToken cancellation)
    {
        var entry = new AuditEntry(cycle.Key.County.Value, actor, nameof(CycleStarter), cycle.Key.Resource, Before: null, Digest.OfJson(cycle));
        bool added = await audit.RecordAsync(entry, stop => cycles.TryAddAsync(cycle, stop), cancellation);
        return added ? cycle : (await cycles.FindAsync(cycle.Key, cancellation))!;
    }

    /// <summary>Adds special items to a cycle; what was added before stays. One that collects already is frozen anew.</summary>
    private async Task<CycleRecord> AddItemsAsync(
        DurableTaskClient client, Scheme scheme, CycleRecord started, IReadOnlyList<Item> more, AuditActor actor, CancellationToken cancellation)
    {
        // Once it is open its version is settled.
        if (started.SchemeVersion is { } version)
            scheme = await RequireSchemeAsync(started.Key, version, cancellation);
        CycleRecord next = started with { SpecialItems = [.. started.SpecialItems, .. more] };
        RequireItemsFit(scheme, next.SpecialItems);
        if (started.Phase is not (CyclePhase.Scheduled or CyclePhase.Blocked))
        {
            string reason = $"Special items: {string.Join(", ", more.Select(item => item.Id))}";
            return await editions.FreezeAnewAsync(client, next, reason, nameof(CycleStarter), actor, cancellation);
        }

        var entry = new AuditEntry(next.Key.County.Value, actor, nameof(CycleStarter), next.Key.Resource, Digest.OfJson(started), Digest.OfJson(next));
        bool replaced = await audit.RecordAsync(entry, stop => cycles.TryReplaceAsync(next, stop), cancellation);
        return replaced ? next : throw new ProblemException(ProblemType.Conflict, $"The cycle '{started.Key}' went on at the same time: look at it and try again.");
    }

    // Once it is frozen it has a version, whether one was asked for or not; but whoever sets other dates must not think that they hold.
    private static bool IsOtherwise(CycleRecord started, CycleRequest asked) => started is { Phase: CyclePhase.Scheduled or CyclePhase.Blocked, Past: not [.., { End: EditionEnd.FrozenAnew }] }
        ? started.SchemeVersion != asked.SchemeVersion || started.Dates != asked.Dates || !started.SpecialItems.IntersectBy(asked.SpecialItems.Select(item => item.Id), item => item.Id)
            .All(item => asked.SpecialItems.Any(other => Json([other]) == Json([item])))
        : asked.Dates != CycleDates.None && asked.Dates != started.Dates;

    private static string Json(IReadOnlyList<Item> items) => JsonSerializer.Serialize(items, DocumentJson.Options);
}
