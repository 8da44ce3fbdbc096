namespace Yuekao.App.Cycle;

/// <summary>Ends what a cycle is: freezes it anew, or cancels it.</summary>
public sealed class EditionEndpoints(CycleEditions editions)
{
    // More than any county has.
    private const int MostConfirmed = 100;

    [Function(nameof(FreezeCycleAgain))]
    [Access(Role.County)]
    [Operation(
        "Freezes a cycle anew, by the rosters as they are now, as long as all of its pools collect: what was reported goes over as far as it fits. One that could not be frozen tries again. Where nothing is otherwise nothing changes.")]
    [Accepts(typeof(FreezeRequest)), Answers(StatusCodes.Status202Accepted, typeof(CycleRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> FreezeCycleAgain(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = CycleRoutes.Cycle + "/freeze")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        FreezeRequest asked = await RequestBody.ReadAsync<FreezeRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        if (asked.Confirmed.Count > MostConfirmed || asked.Confirmed.CountBy(one => one.Township).Any(one => one.Value > 1))
            throw new ProblemException(ProblemType.Unacceptable, "The confirmation is not clear.", [new ProblemError("$.confirmed", $"must name at most {MostConfirmed} townships, each once.")]);
        return Answer(await editions.FreezeAsync(client, request.CycleKey(), asked, AuditActor.Of(request.GetCaller()), cancellation));
    }

    [Function(nameof(CancelCycle))]
    [Access(Role.County)]
    [Operation("Cancels a cycle whose results are not out, with a reason. Whoever was asked for something is told; what was reported can still be read, and the period be opened anew. Again changes nothing.")]
    [Accepts(typeof(CancelRequest)), Answers(StatusCodes.Status202Accepted, typeof(CycleRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> CancelCycle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = CycleRoutes.Cycle + "/cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CancelRequest asked = await RequestBody.ReadAsync<CancelRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        return Answer(await editions.CancelAsync(client, request.CycleKey(), asked.Reason, AuditActor.Of(request.GetCaller()), cancellation));
    }

    private static AcceptedResult Answer(CycleRecord cycle) => new($"/api/counties/{cycle.Key.County}/{cycle.Key.Resource}", cycle);
}

/// <param name="Reason">1 to 500 characters.</param>
public sealed record FreezeRequest(string Reason)
{
    /// <summary>The townships in which less than nine tenths of those are assessed whom the last cycle assessed, each with how many.</summary>
    public IReadOnlyList<ConfirmedRoster> Confirmed { get; init; } = [];
}

/// <param name="Reason">1 to 500 characters.</param>
public sealed record CancelRequest(string Reason);
