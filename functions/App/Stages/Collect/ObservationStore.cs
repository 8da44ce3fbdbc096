using System.Text;

namespace Yuekao.App.Stages.Collect;

/// <summary>
/// A dated, evidenced fact about a subject (日常监管、表彰、否决), as a source notes it: under one of the source's rules, on a day of the period, with a level under a
/// rule with levels, points under one with a range, and 1 to 1000 characters of what shows it.
/// </summary>
public sealed record ObservationRequest
{
    public required RuleId Rule { get; init; }
    public required SubjectId Subject { get; init; }
    public required DateOnly On { get; init; }
    public LevelId? Level { get; init; }
    public Points? Points { get; init; }
    public required string Evidence { get; init; }
}

/// <summary>An observation as a source noted it, under an id that is unique in the township and cycle. Withdrawn is null while it counts.</summary>
public sealed record ObservationRecord(string Id, TownshipId Township, SourceId Source, RuleId Rule, SubjectId Subject, DateOnly On) : Stored
{
    public LevelId? Level { get; init; }
    public Points? Points { get; init; }
    public required string Evidence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    public Withdrawal? Withdrawn { get; init; }

    /// <summary>The township where it was noted, of somebody who has moved; null where it was noted in this one.</summary>
    public TownshipId? From { get; init; }

    /// <summary>Of what was noted: the same content has the same, whoever noted it when.</summary>
    internal Digest Digest => Digest.OfJson(new ObservationRequest { Rule = Rule, Subject = Subject, On = On, Level = Level, Points = Points, Evidence = Evidence });

    internal ETag Tag => new($"\"{Digest}{(Withdrawn is null ? "" : "-withdrawn")}\"");

    internal static ObservationRecord Of(ObservationRequest asked, SourcePlace place, string id, Caller caller, DateTimeOffset at) =>
        new(id, place.Township.Id, place.Source, asked.Rule, asked.Subject, asked.On)
        {
            Level = asked.Level,
            Points = asked.Points,
            Evidence = asked.Evidence,
            At = at,
            By = caller.Id,
            ByName = caller.Name,
        };

    internal Observation ToObservation(string id) =>
        new() { Id = id, Rule = Rule, Subject = Subject, Source = Source, On = On, Level = Level, Points = Points, Evidence = Evidence, At = At };
}

internal static class ObservationRules
{
    private const int LongestEvidence = 1000;
    private const string Place = "$.observations[0]";

    /// <summary>Everything that is wrong, with its path in the request.</summary>
    public static IReadOnlyList<ProblemError> Check(SourcePlace place, ObservationRecord observation)
    {
        PoolInput input = place.InputOf([]) with { Observations = [observation.ToObservation(observation.Id)] };
        var errors = Assessor.Check(place.Context.Scheme, input).Problems.Select(problem => new ProblemError(PathOf(problem, observation), problem.Message)).ToList();
        errors.AddRange(TextRules.Text("$.evidence", observation.Evidence, LongestEvidence));
        if (CountsByItself(place.Context.Scheme.Document, observation.Rule))
            errors.Add(new ProblemError("$.rule", $"'{observation.Rule}' counts by itself, from what is on record: nobody notes it."));
        return errors;
    }

    private static bool CountsByItself(SchemeDocument scheme, RuleId rule) =>
        (scheme.Bonus?.Rules ?? []).Concat(scheme.Deductions?.Rules ?? []).Any(one => one.Id == rule && one is (FixedObservationRule { Periods: not null } or LevelObservationRule { Commendations: true }))
        || scheme.Vetoes.Any(veto => veto.Id == rule && veto.Standing is not null);

    // The library names the observation as a whole where a rule is not kept.
    private static string PathOf(InputProblem problem, ObservationRecord observation) => problem.Code switch
    {
        "unknown-rule" or "wrong-source" => "$.rule",
        "wrong-day" => "$.on",
        "unknown-level" => "$.level",
        "out-of-range" => "$.points",
        "not-allowed" when observation.Points is null => "$.level",
        "not-allowed" when observation.Level is null => "$.points",
        _ => problem.Path.Replace(Place, "$", StringComparison.Ordinal),
    };
}

/// <summary>Observations, beside the submissions of their township. A write touches the head of its source, so that it is in what ends, or is refused.</summary>
public sealed class ObservationStore(TableServiceClient tables)
{
    private const int LongestId = 64;

    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);
    private readonly Rows<ObservationRecord> rows = new(tables.GetTableClient(SubmissionTable.Name), (row, one) => row[nameof(one.Source)] = one.Source.Value);

    internal Task<ObservationRecord?> FindAsync(TownshipPlace place, string id, CancellationToken cancellation) =>
        rows.FindAsync(place.Partition, SubmissionRows.ObservationKey(id), cancellation);

    /// <summary>A page of a township's observations, by id.</summary>
    internal Task<IReadOnlyList<ObservationRecord>> ListAsync(TownshipPlace place, IReadOnlyList<SourceId> sources, string? after, int most, CancellationToken cancellation)
    {
        (string first, string end) = (SubmissionRows.ObservationKey(after ?? ""), $"{SubmissionRows.ObservationPrefix}~");
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {place.Partition} and RowKey gt {first} and RowKey lt {end}");
        string ofSources = string.Join(" or ", sources.Select(source => TableClient.CreateQueryFilter($"Source eq {source.Value}")));
        return rows.ListAsync($"{filter} and ({ofSources})", most, cancellation);
    }

    /// <summary>
    /// Brings what other townships noted of those who were in post there, or were assessed there by the edition before, to the township that assesses them: a copy
    /// each, under the id <c>township.id</c>. Again, a copy follows what it is of, unless its own township withdrew or replaced it.
    /// </summary>
    public Task BringAsync(CycleContext context, CycleContext? before, CancellationToken cancellation) => Task.WhenAll(
        from township in context.Frozen.Townships
        from subject in township.Subjects
        from other in subject.Elsewhere.Union(before is not null && before.TryFind(subject.Entry.Subject, out FrozenTownship? earlier, out _) ? [earlier.Id] : [])
        where other != township.Id
        group subject.Entry.Subject by (township.Id, Other: other) into moved
        select BringAsync(context.Key, moved.Key.Other, moved.Key.Id, [.. moved], cancellation));

    private async Task BringAsync(CycleKey key, TownshipId from, TownshipId to, HashSet<SubjectId> subjects, CancellationToken cancellation)
    {
        (string first, string end) = (SubmissionRows.ObservationPrefix, $"{SubmissionRows.ObservationPrefix}~");
        IReadOnlyList<ObservationRecord> noted = await rows.ListAsync($"PartitionKey eq {SubmissionRows.Partition(key, from)} and RowKey ge {first} and RowKey lt {end}", cancellation);
        foreach (ObservationRecord one in noted.Where(one => subjects.Contains(one.Subject) && one.From is null))
        {
            ObservationRecord brought = one with { Id = IdIn(from, one.Id), Township = to, From = from };
            (string partition, string row) = (SubmissionRows.Partition(key, to), SubmissionRows.ObservationKey(brought.Id));
            if (!await rows.TryAddAsync(partition, row, brought, cancellation) && await rows.FindAsync(partition, row, cancellation) is { From: not null, Withdrawn: null } copy)
                await rows.TryReplaceAsync(partition, row, brought with { ETag = copy.ETag }, cancellation);
        }
    }

    // An id is no longer than others; nobody writes one so long that it must be cut.
    private static string IdIn(TownshipId from, string id) =>
        $"{from}.{id}" is { Length: <= LongestId } whole ? whole : $"{from}.{Digest.Of(Encoding.UTF8.GetBytes(id)).ToString()[..16]}";

    /// <exception cref="ProblemException">The source's head, or the observation, was written since it was read: precondition failed.</exception>
    internal async Task<ObservationRecord> PutAsync(SourcePlace place, SourceHead? head, ObservationRecord? current, ObservationRecord next, CancellationToken cancellation)
    {
        string row = SubmissionRows.ObservationKey(next.Id);
        TableEntity gate = SubmissionRows.Gate(place.Context.Key, place.Township.Id, place.Source, isOpen: true);
        await table.WriteAsync(
            [
                head is null ? new TableTransactionAction(TableTransactionActionType.Add, gate) : SubmissionRows.Merge(gate, head.ETag),
                current is null ? rows.Add(place.Partition, row, next) : rows.Replace(place.Partition, row, next with { ETag = current.ETag }),
            ],
            cancellation);
        return next;
    }
}
