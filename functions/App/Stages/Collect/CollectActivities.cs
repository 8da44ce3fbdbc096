namespace Yuekao.App.Stages.Collect;

/// <param name="Round">The round, from 1.</param>
public sealed record PoolRound(CycleKey Key, PoolId Pool, int Round);

/// <param name="ReturnedAt">When the meeting returned readings, which began the round; null for the first.</param>
/// <param name="At">When it is looked at.</param>
public sealed record RoundToLookAt(PoolRound Round, DateTimeOffset? ReturnedAt, DateTimeOffset At);

/// <param name="Readiness">Whether it may be proposed, its period being over.</param>
/// <param name="Silent">The sources that are not final, and whose part is not over; empty where the round has gone on.</param>
/// <param name="Missing">Who must still report, by role; empty where the round has gone on.</param>
public sealed record RoundState(DateTimeOffset Due, RoundReadiness Readiness, IReadOnlyList<SilentSource> Silent, IReadOnlyList<MissingFromRole> Missing)
{
    /// <summary>The sources that have a due time of their own.</summary>
    public IReadOnlyList<PartState> Parts { get; init; } = [];
}

/// <summary>How the part of a source stands, whose readings are due before the others.</summary>
/// <param name="Missing">Who must still report for it, by role.</param>
public sealed record PartState(SourceId Source, DateTimeOffset Due, IReadOnlyList<MissingFromRole> Missing);

/// <summary>
/// Whether a round may be proposed: readings are missing, or the meeting waits for an answer; nothing is missing, but some source is not
/// final, so that more may come until readings are due; nothing is missing, and every source is final; or it was proposed before, by an orchestration that stopped.
/// </summary>
public enum RoundReadiness
{
    Incomplete,
    CompleteWhenDue,
    Complete,
    Proposed,
}

public sealed record SilentSource(TownshipId Township, SourceId Source);

/// <param name="Role">The role, as tokens have it.</param>
/// <param name="Readings">How many readings; null where they are all there, as the meeting returned them.</param>
public sealed record MissingFromRole(string Role, int? Readings)
{
    internal static IReadOnlyList<MissingFromRole> Of(CycleContext context, IEnumerable<MissingReading> missing) =>
        [.. missing.CountBy(one => SourceRole.Of(TownshipOf(context, one), one.Source)).Select(one => new MissingFromRole(one.Key, one.Value))];

    private static TownshipId TownshipOf(CycleContext context, MissingReading missing) => missing.Subject is { } subject && context.TryFind(subject, out FrozenTownship? township, out _)
        ? township.Id
        : context.Frozen.Townships.First(one => one.Subjects.Any(other => other.Entry.Village == missing.Village)).Id;
}

/// <summary>The role that a source of a township reports in, as tokens have it; what is computed is missed by the county.</summary>
public static class SourceRole
{
    public static string Of(TownshipId township, SourceId source) =>
        source == SourceId.Township || source == SourceId.Committee ? $"{source}:{township}" : source.IsReported ? source.Value : "county";
}

/// <summary>What a pool's orchestration must know while it collects.</summary>
public sealed class CollectActivities(CycleContexts contexts, CycleStore cycles, CollectedPools submissions)
{
    /// <summary>How a round stands in storage, which alone decides: an event may be lost, late or of an earlier round.</summary>
    [Function(nameof(LookAtRound))]
    public async Task<RoundState> LookAtRound([ActivityTrigger] RoundToLookAt look, CancellationToken cancellation)
    {
        (CycleKey key, PoolId id, int round) = look.Round;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolRecord record = await cycles.FindAsync(key, id, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no pool '{id}'.");
        if (record.Phase == PoolPhase.Over)
            throw new EditionOverException(key);
        if (record.Round != round || record.Phase != PoolPhase.Collecting)
            return new RoundState(record.CollectingDue, RoundReadiness.Proposed, [], []);

        CollectedPool collected = await submissions.ReadAsync(context, context.RequirePool(id), cancellation);
        IReadOnlyList<MissingReading> missing = collected.Missing();
        // A part that is over takes nothing more: nobody is waited for there but whom the county gives longer.
        IReadOnlyList<SourceHead> silent = [.. collected.Silent().Where(head => !(record.DueOf(head.Source) <= look.At))];
        SourceHead[] unanswered = [.. silent.Where(head => head.IsReturned)];
        // A waiver may make up for who is silent; but who got a return is waited for unless the county waived something since.
        bool isLeftOut = unanswered.Length == 0 || look.ReturnedAt is not { } returned || collected.Waivers.Waivers.Any(waiver => waiver.At > returned);
        RoundReadiness readiness = (missing.Count, silent.Count) switch
        {
            (0, 0) => RoundReadiness.Complete,
            (0, _) when isLeftOut => RoundReadiness.CompleteWhenDue,
            _ => RoundReadiness.Incomplete,
        };
        return new RoundState(
            record.CollectingDue, readiness, [.. silent.Select(head => new SilentSource(head.Township, head.Source))], ByRole(context, missing, unanswered))
        {
            Parts = [.. record.SourcesDue.Select(part => new PartState(part.Source, part.Due, MissingFromRole.Of(context, missing.Where(one => one.Source == part.Source))))],
        };
    }

    private static MissingFromRole[] ByRole(CycleContext context, IReadOnlyList<MissingReading> missing, IEnumerable<SourceHead> returned)
    {
        IReadOnlyList<MissingFromRole> readings = MissingFromRole.Of(context, missing);
        IEnumerable<string> silent = returned.Select(one => SourceRole.Of(one.Township, one.Source)).Except(readings.Select(one => one.Role));
        return [.. readings, .. silent.Order(StringComparer.Ordinal).Select(role => new MissingFromRole(role, Readings: null))];
    }
}
