namespace Yuekao.App.Stages.Feedback;

/// <summary>Everything that is kept of a person, for the person and the county, in one request.</summary>
public sealed class PersonExportEndpoints(
    PersonnelFiles files, CommendationStore commendations, CycleStore cycles, CycleContexts contexts, RecordedResults results, ResultExplanations explanations,
    AppealOutcomes appeals, NoticeStore notices, RectificationStore rectifications, DueActionStore actions, DevelopmentRecords development, TimeProvider clock)
{
    [Function(nameof(GetPersonExport))]
    [Access(Role.County), Access(Role.Cadre, Scope = "cadre")]
    [Operation("Everything that is kept of a person: the file, published results with every reading and observation behind them, notices, appeals, rectifications, actions, commendations, and what is noted of their development.")]
    [Answers(StatusCodes.Status200OK, typeof(PersonExport))]
    public async Task<IActionResult> GetPersonExport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/cadres/{cadre}/export")] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, SubjectId person) = (request.Id<CountyId>(), request.Id<SubjectId>("cadre"));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return new OkObjectResult(new PersonExport(
            person,
            clock.GetUtcNow(),
            await files.ReadAsync(county, person, new FileFilter(), cancellation),
            await ResultsAsync(county, person, cancellation),
            await notices.OfRecipientAsync(county, NoticeRecord.Of(person), cancellation),
            await appeals.FiledAsync(county, person, cancellation),
            await rectifications.OfPersonAsync(county, person, cancellation),
            await actions.OfSubjectAsync(county, person, cancellation),
            await commendations.OfPersonAsync(county, person, cancellation),
            await development.OfPersonAsync(county, person, cancellation)));
    }

    /// <summary>Of published cycles: what is not out yet nobody below the meeting sees.</summary>
    private async Task<IReadOnlyList<KeptResult>> ResultsAsync(CountyId county, SubjectId person, CancellationToken cancellation)
    {
        var kept = new List<KeptResult>();
        foreach (var year in (await cycles.OfCountyAsync(county, cancellation)).Where(cycle => cycle.PublishedAt is not null).GroupBy(cycle => (cycle.Key.Scheme, cycle.Key.Period.Year)))
        {
            Dictionary<Period, CycleKey> published = year.ToDictionary(cycle => cycle.Key.Period, cycle => cycle.Key);
            foreach (ResultHistory history in await results.OfSubjectAsync(county, year.Key.Scheme, year.Key.Year, person, cancellation))
            {
                if (!published.TryGetValue(history.First.Period, out CycleKey? cycle))
                    continue;
                CycleContext context = await contexts.RequireAsync(cycle, cancellation);
                Pool pool = context.RequirePoolOf(history.First.Township);
                kept.Add(new KeptResult(context.Key, history.Revisions, await explanations.OfAsync(context, pool, person, other => other == person, cancellation)));
            }
        }

        return kept;
    }
}

/// <summary>Everything that is kept of a person; what is said of others in it is left out.</summary>
/// <param name="File">By day.</param>
/// <param name="Results">Of published cycles.</param>
public sealed record PersonExport(
    SubjectId Person, DateTimeOffset At, IReadOnlyList<FileEntry> File, IReadOnlyList<KeptResult> Results, IReadOnlyList<NoticeRecord> Notices, IReadOnlyList<AppealRecord> Appeals,
    IReadOnlyList<Rectification> Rectifications, IReadOnlyList<DueAction> Actions, IReadOnlyList<Commendation> Commendations, KeptDevelopment Development);

/// <param name="Revisions">The first one first; the last one holds.</param>
public sealed record KeptResult(CycleKey Cycle, IReadOnlyList<RecordedResult> Revisions, ResultExplanation Explanation);
