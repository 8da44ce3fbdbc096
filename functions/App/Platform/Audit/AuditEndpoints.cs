namespace Yuekao.App.Platform;

/// <summary>Reads a county's audit trail.</summary>
/// <param name="queries">What lists and verifies.</param>
public sealed class AuditEndpoints(AuditQueries queries)
{
    [Function(nameof(ListAuditTrail))]
    [Access(Role.County)]
    [Operation("Lists what was written in a county, oldest first. Without a time range: this month.")]
    [Query("from", typeof(DateTimeOffset), "Appended at this time or later.")]
    [Query("to", typeof(DateTimeOffset), "Appended before this time; at most 366 days after 'from'.")]
    [Query("resource", typeof(string), "Done to this resource or to one under it, as townships/gaowan.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<AuditRecord>))]
    public async Task<IActionResult> ListAuditTrail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/audit")] HttpRequest request, CancellationToken cancellation) => new OkObjectResult(await queries.ListAsync(request, request.Id<CountyId>().Value, cancellation));

    [Function(nameof(VerifyAuditTrail))]
    [Access(Role.County)]
    [Operation("Walks the county's whole audit trail and reports whatever was altered, removed or put in.")]
    [Query("anchor", typeof(string), "The anchor of an earlier verification: the trail must still lead there.")]
    [Answers(StatusCodes.Status200OK, typeof(AuditVerification))]
    public async Task<IActionResult> VerifyAuditTrail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/audit/verification")] HttpRequest request, CancellationToken cancellation) => new OkObjectResult(await queries.VerifyAsync(request, request.Id<CountyId>().Value, cancellation));
}
