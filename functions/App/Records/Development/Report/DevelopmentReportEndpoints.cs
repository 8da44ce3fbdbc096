namespace Yuekao.App.Records;

public sealed class DevelopmentReportEndpoints(DevelopmentReports reports, TimeProvider clock)
{
    [Function(nameof(GetDevelopmentReport))]
    [Access(Role.County), Access(Role.Meeting, Id = "county")]
    [Operation("What the development of the county's people comes to in a year, as JSON, CSV or a workbook: each figure with the list that it counts.")]
    [Query("year", typeof(Period), "The year: the current one where none is named.")]
    [Answers(StatusCodes.Status200OK, typeof(DevelopmentReport)), AnswersTables]
    public async Task<IActionResult> GetDevelopmentReport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/development/report")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        Period year = DevelopmentYear.Of(query, clock);
        query.ThrowIfWrong();
        return DevelopmentReportTable.Formats.Answer(request, await reports.OfAsync(request.Id<CountyId>(), year, clock.Today(), cancellation));
    }
}
