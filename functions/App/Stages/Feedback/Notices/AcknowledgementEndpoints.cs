namespace Yuekao.App.Stages.Feedback;

/// <param name="Talk">The face-to-face talk about the notice; left out where there was none.</param>
public sealed record AcknowledgementRequest(Talk? Talk = null);

public sealed class AcknowledgementEndpoints(NoticePlaces places, NoticeStore notices, AuditTrail audit, TimeProvider clock)
{
    private const string Route = CycleRoutes.Cycle + "/notices";
    private const int LongestNote = 2_000;

    [Function(nameof(AcknowledgeSubjectNotice))]
    [Access(Role.Cadre, Scope = "subject"), Access(Role.Township)]
    [Operation("Acknowledges a subject's notice, with the talk about it, which may also be told later. The first of both stands.")]
    [Accepts(typeof(AcknowledgementRequest)), Answers(StatusCodes.Status200OK, typeof(NoticeRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> AcknowledgeSubjectNotice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/subjects/{subject}/acknowledgement")] HttpRequest request, CancellationToken cancellation) =>
        await AcknowledgeAsync(request, await places.OfSubjectAsync(request, cancellation), cancellation);

    [Function(nameof(AcknowledgeVillageNotice))]
    [Access(Role.Cadre, Role.Township)]
    [Operation("Acknowledges a village's notice, with the talk about it, which may also be told later. The first of both stands.")]
    [Accepts(typeof(AcknowledgementRequest)), Answers(StatusCodes.Status200OK, typeof(NoticeRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> AcknowledgeVillageNotice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/villages/{village}/acknowledgement")] HttpRequest request, CancellationToken cancellation) =>
        await AcknowledgeAsync(request, await places.OfVillageAsync(request, cancellation), cancellation);

    private async Task<IActionResult> AcknowledgeAsync(HttpRequest request, NoticePlace place, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        if (!place.MayAcknowledge(caller))
            throw new ProblemException(ProblemType.Forbidden);
        AcknowledgementRequest wanted = await RequestBody.ReadAsync<AcknowledgementRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. Check(wanted.Talk, place.Notice)]);
        if (Next(place.Notice, wanted.Talk, caller) is not { } next)
            return new OkObjectResult(place.Notice);

        Digest? before = place.Notice.Acknowledgement is { } earlier ? Digest.OfJson(earlier) : null;
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), "AcknowledgeNotice", place.Resource, before, Digest.OfJson(next));
        return new OkObjectResult(await audit.RecordAsync(entry, stop => WriteAsync(place.Notice, wanted.Talk, caller, stop), cancellation));
    }

    // Readers and channels write beside it: then it is looked at again.
    private async Task<NoticeRecord> WriteAsync(NoticeRecord read, Talk? talk, Caller caller, CancellationToken cancellation)
    {
        NoticeRecord notice = read;
        while (Next(notice, talk, caller) is { } next)
        {
            if (await notices.TryAcknowledgeAsync(notice, next, cancellation))
                return notice with { Acknowledgement = next };
            notice = (await notices.FindAsync(read.Cycle, read.Township, read.Recipient, cancellation))!;
            if (notice.Revision != read.Revision)
                throw new ProblemException(ProblemType.RuleBroken, "The notice was issued anew at the same time: read it first.");
        }

        return notice;
    }

    // The first acknowledgement stands. A talk is often held, or told, after the cadre acknowledged.
    private Acknowledgement? Next(NoticeRecord notice, Talk? talk, Caller caller) => notice.Acknowledgement switch
    {
        null => new Acknowledgement(clock.GetUtcNow(), caller.Id, caller.Name, talk),
        { Talk: null } acknowledged when talk is not null => acknowledged with { Talk = talk },
        _ => null,
    };

    private IEnumerable<ProblemError> Check(Talk? talk, NoticeRecord notice)
    {
        if (talk is null)
            yield break;
        if (!TextRules.IsName(talk.With))
            yield return new ProblemError("$.talk.with", TextRules.ExpectedName);
        if (talk.Note is { Length: > LongestNote })
            yield return new ProblemError("$.talk.note", $"must be at most {LongestNote} characters.");
        // A day has begun somewhere before it has here.
        if (talk.On < DateOnly.FromDateTime(notice.IssuedAt.UtcDateTime) || talk.On > DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1)))
            yield return new ProblemError("$.talk.on", "must be a day since the notice was issued, today at the latest.");
    }
}
