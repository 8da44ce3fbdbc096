namespace Yuekao.App.Stages.Collect;

/// <summary>Notes and withdraws observations, while the source's collecting is open.</summary>
public sealed class ObservationWriter(VersionStore versions, ObservationStore observations, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Notes an observation, or replaces one of the source's own; the same content again changes nothing.</summary>
    /// <exception cref="ProblemException">Collecting ended; it was withdrawn; another source has that id; If-Match names another; or the scheme does not allow it.</exception>
    internal Task<(ObservationRecord Stored, bool IsNew)> PutAsync(
        SourcePlace place, string id, ObservationRequest asked, HttpRequest request, CancellationToken cancellation) => SubmissionTable.RetryAsync(async () =>
    {
        (SourceHead head, ObservationRecord? current) = await ReadAsync(place, id, cancellation);
        ObservationRecord next = New(place, id, asked, request.GetCaller());
        if (current?.Withdrawn is not null)
            throw new ProblemException(ProblemType.RuleBroken, $"The observation '{id}' was withdrawn, and stays so: note it under another id.");
        if (current?.Digest == next.Digest)
            return (current, false);
        request.RequireMatch(current is null ? null : ObservationEndpoints.TagOf(current));
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, ObservationRules.Check(place, next));
        AuditEntry entry = Entry(place, nameof(ObservationEndpoints.PutObservation), id, request.GetCaller()) with { Before = current?.Digest, After = next.Digest };
        return (await audit.RecordAsync(entry, stop => observations.PutAsync(place, head, current, next, stop), cancellation), current is null);
    }, cancellation);

    /// <summary>Withdraws an observation, which stays on record and does not count; again changes nothing.</summary>
    /// <exception cref="ProblemException">Collecting ended; If-Match names another; or the source has no such observation.</exception>
    internal Task<ObservationRecord> WithdrawAsync(
        SourcePlace place, string id, string reason, HttpRequest request, CancellationToken cancellation) => SubmissionTable.RetryAsync(async () =>
    {
        (SourceHead head, ObservationRecord? current) = await ReadAsync(place, id, cancellation);
        if (current is null)
            throw new ProblemException(ProblemType.NotFound, $"There is no observation '{id}'.");
        if (current.Withdrawn is not null)
            return current;
        request.RequireMatch(ObservationEndpoints.TagOf(current));
        Caller caller = request.GetCaller();
        ObservationRecord next = current with { Withdrawn = new Withdrawal(reason, clock.GetUtcNow(), caller.Id, caller.Name) };
        AuditEntry entry = Entry(place, nameof(ObservationEndpoints.WithdrawObservation), id, caller) with { Before = current.Digest, Reason = reason };
        return await audit.RecordAsync(entry, stop => observations.PutAsync(place, head, current, next, stop), cancellation);
    }, cancellation);

    private async Task<(SourceHead Head, ObservationRecord? Current)> ReadAsync(SourcePlace place, string id, CancellationToken cancellation)
    {
        Task<SourceHead> reading = versions.RequireHeadAsync(place, cancellation);
        Task<ObservationRecord?> finding = observations.FindAsync(place, id, cancellation);
        await Task.WhenAll(reading, finding);
        (SourceHead head, ObservationRecord? current) = (await reading, await finding);
        CollectingRules.RequireOpen(head);
        if (current is not null && current.Source != place.Source)
            throw new ProblemException(ProblemType.Conflict, $"The observation '{id}' is another source's: an id is unique in the township.");
        return (head, current);
    }

    private ObservationRecord New(SourcePlace place, string id, ObservationRequest asked, Caller caller) => new()
    {
        Id = id,
        Township = place.Township.Id,
        Source = place.Source,
        Rule = asked.Rule,
        Subject = asked.Subject,
        On = asked.On,
        Level = asked.Level,
        Points = asked.Points,
        Evidence = asked.Evidence,
        At = clock.GetUtcNow(),
        By = caller.Id,
        ByName = caller.Name,
    };

    private static AuditEntry Entry(SourcePlace place, string action, string id, Caller caller) =>
        new(caller.County, AuditActor.Of(caller), action, $"{place.Resource}/observations/{place.Source}/{id}", Before: null, After: null);
}

/// <summary>Holds an observation against the scheme and the township's roster.</summary>
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
        return errors;
    }

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
