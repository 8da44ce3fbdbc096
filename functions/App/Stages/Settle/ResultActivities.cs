namespace Yuekao.App.Stages.Settle;

/// <summary>The steps of a cycle that record results. Run again they change nothing.</summary>
public sealed class ResultActivities(CycleContexts contexts, CycleDocuments documents, ResultStore results, IAuditTrail audit)
{
    /// <summary>Records a decided pool's results.</summary>
    /// <returns>How many there are.</returns>
    [Function(nameof(RecordResults))]
    public async Task<int> RecordResults([ActivityTrigger] PoolRef input, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(input.Key, cancellation);
        PoolResult result = await documents.ResultAsync(input.Key, input.Pool, cancellation);
        AuditEntry entry = Entry(input.Key, nameof(RecordResults), $"pools/{input.Pool}/results", null, Digest.OfJson(ResultRecords.Of(input.Key, result)));
        return await audit.RecordAsync(entry, stop => results.RecordAsync(context, context.RequirePool(input.Pool), result, stop), cancellation);
    }

    /// <summary>Records what a settled appeal makes of a result, where it changed anything.</summary>
    /// <returns>How many results the subject has now: 1 where the first one stands.</returns>
    /// <exception cref="InvalidOperationException">The appeal is not settled, or there is no result to supersede.</exception>
    [Function(nameof(SupersedeResult))]
    public async Task<int> SupersedeResult([ActivityTrigger] SubjectRef input, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(input.Key, cancellation);
        AppealOutcome outcome = await documents.FindAppealAsync(input.Key, input.Subject, cancellation)
            ?? throw new InvalidOperationException($"The appeal of '{input.Subject}' in the cycle {input.Key} is not settled.");
        ResultHistory before = await results.FindAsync(context, input.Subject, cancellation)
            ?? throw new InvalidOperationException($"The cycle {input.Key} has no result of '{input.Subject}'.");
        if (ResultRecords.After(context, before, outcome) is not { } next)
            return before.Revisions.Count;
        AuditEntry entry = Entry(input.Key, nameof(SupersedeResult), $"subjects/{input.Subject}/result", Digest.OfJson(before.Current), Digest.OfJson(next));
        return (await audit.RecordAsync(entry, stop => results.SupersedeAsync(context, outcome, stop), cancellation)).Revisions.Count;
    }

    private static AuditEntry Entry(CycleKey key, string activity, string resource, Digest? before, Digest after) =>
        new(key.County.Value, AuditActor.System(activity), activity, $"{key.Resource}/{resource}", before, after);
}
