namespace Yuekao.App.Records;

/// <summary>People's files, read as a timeline; the county corrects what their sources cannot.</summary>
public sealed class PersonnelFileEndpoints(PersonnelFiles files, FileReaders readers, AuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/cadres/{cadre}/file";
    private const int LongestText = 1000;
    private const int LongestReason = 500;

    [Function(nameof(ListFileEntries))]
    [Access(Role.County, Role.Township, Role.Meeting), Access(Role.Cadre, Scope = "cadre")]
    [Operation("A person's file as a timeline, by day, what is superseded included.")]
    [Query("kind", typeof(FileEntryKind), "Only the entries about this.")]
    [Query("from", typeof(DateOnly), "Only the entries of this day and later ones.")]
    [Query("to", typeof(DateOnly), "Only the entries of this day and earlier ones.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<FileEntry>)), AnswersTables]
    public async Task<IActionResult> ListFileEntries([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        var filter = new FileFilter(query.Choice<FileEntryKind>("kind"), query.Date("from"), query.Date("to"));
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        (CountyId county, SubjectId person) = await RequireAsync(request, cancellation);
        IReadOnlyList<FileEntry> found = await files.ReadAsync(county, person, filter, cancellation);
        return PersonnelFileTable.Formats.Answer(request, page, part => ListPages.Of(part, found, entry => entry.Id));
    }

    [Function(nameof(GetFileEntry))]
    [Access(Role.County, Role.Township, Role.Meeting), Access(Role.Cadre, Scope = "cadre")]
    [Operation("An entry of a person's file.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(FileEntry)), Problems(404)]
    public async Task<IActionResult> GetFileEntry([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, SubjectId person) = await RequireAsync(request, cancellation);
        return Answer(request, await RequireEntryAsync(county, person, request, cancellation), StatusCodes.Status200OK);
    }

    [Function(nameof(PutFileCorrection))]
    [Access(Role.County)]
    [Operation("Says what is right instead of an entry, by an entry that supersedes it. The same again changes nothing; what a roster or a result has wrong is put right there.")]
    [Tagged, Accepts(typeof(FileCorrectionBody)), Answers(StatusCodes.Status201Created, typeof(FileEntry)), Answers(StatusCodes.Status200OK, typeof(FileEntry)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutFileCorrection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{id}/correction")] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, SubjectId person, Caller caller) = (request.Id<CountyId>(), request.Id<SubjectId>("cadre"), request.GetCaller());
        if (caller.IsSelf(person))
            throw new ProblemException(ProblemType.Forbidden, "Nobody corrects their own file: somebody else of the county must.");
        FileCorrectionBody body = await RequestBody.ReadAsync<FileCorrectionBody>(request, cancellation);
        FileEntry current = await RequireEntryAsync(county, person, request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.text", body.Text, LongestText), .. TextRules.Text("$.reason", body.Reason, LongestReason)]);
        FileEntry next = body.Instead(current, caller, clock.GetUtcNow());
        if (current.SupersededBy is not null)
            return await RepeatAsync(county, current, next, request, cancellation);

        request.RequireMatch(current.Tag);
        var entry = new AuditEntry(county.Value, AuditActor.Of(caller), nameof(PutFileCorrection), current.Resource, Digest.OfJson(current), Digest.OfJson(next), body.Reason);
        bool isDone = await audit.RecordAsync(entry, stop => files.TryCorrectAsync(county, next, stop), cancellation);
        return isDone
            ? Answer(request, next, StatusCodes.Status201Created)
            : throw new ProblemException(ProblemType.PreconditionFailed, "Something superseded the entry at the same time: read it and try again.");
    }

    private async Task<(CountyId County, SubjectId Person)> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, SubjectId person) = (request.Id<CountyId>(), request.Id<SubjectId>("cadre"));
        await readers.RequireAsync(county, person, request.GetCaller(), cancellation);
        return (county, person);
    }

    private Task<FileEntry> RequireEntryAsync(CountyId county, SubjectId person, HttpRequest request, CancellationToken cancellation) =>
        RequireEntryAsync(county, person, request.Route("id"), cancellation);

    private async Task<FileEntry> RequireEntryAsync(CountyId county, SubjectId person, string id, CancellationToken cancellation) =>
        await files.FindAsync(county, person, id, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"The file of '{person}' has no such entry.");

    private async Task<IActionResult> RepeatAsync(CountyId county, FileEntry current, FileEntry next, HttpRequest request, CancellationToken cancellation)
    {
        FileEntry there = await RequireEntryAsync(county, current.Person, current.SupersededBy!, cancellation);
        return (there.On, there.Content, there.Reason) == (next.On, next.Content, next.Reason)
            ? Answer(request, there, StatusCodes.Status200OK)
            : throw new ProblemException(ProblemType.RuleBroken, $"'{there.Id}' supersedes the entry: what is wrong with that is corrected there.");
    }

    private static ObjectResult Answer(HttpRequest request, FileEntry entry, int status)
    {
        request.HttpContext.Response.SetETag(entry.Tag);
        return new ObjectResult(entry) { StatusCode = status };
    }
}

/// <param name="On">The day that is right: the entry's own unless it was that which is wrong.</param>
/// <param name="Text">What is right instead: 1 to 1000 characters.</param>
/// <param name="Reason">Why: 1 to 500 characters.</param>
public sealed record FileCorrectionBody(DateOnly On, string Text, string Reason)
{
    // Named by what it takes the place of: two corrections of one entry are one too many.
    internal FileEntry Instead(FileEntry entry, Caller by, DateTimeOffset at) =>
        FileEntry.Of(
            entry.Person, On, new CorrectionContent(entry.Kind, Text), ["correction", Digest.OfJson(entry.Id).ToString()[..16]], $"{FileEntry.ResourceOf(entry.Person)}/{entry.Id}", at,
            AuditActor.Of(by)).InPlaceOf(entry, Reason);
}

/// <summary>A file as a list.</summary>
internal static class PersonnelFileTable
{
    public static ListFormats<FileEntry> Formats { get; } = new(
        "干部档案",
    [
        ListColumn<FileEntry>.Day("on", "日期", one => one.On), ListColumn<FileEntry>.Choice<FileEntryKind>("kind", "类别", one => one.Kind, ZhCn),
        ListColumn<FileEntry>.Text("title", "内容", one => one.Title.ZhCn), ListColumn<FileEntry>.Text("source", "来源", one => one.Source), ListColumn<FileEntry>.Moment("at", "记录时间", one => one.At),
        ListColumn<FileEntry>.Text("by", "记录人", one => one.ByName), ListColumn<FileEntry>.Text("reason", "更正原因", one => one.Reason), ListColumn<FileEntry>.Id("id", "编号", one => one.Id),
        ListColumn<FileEntry>.Id("supersededBy", "已被更正为", one => one.SupersededBy),
    ]);

    private static string ZhCn(FileEntryKind kind) => kind switch
    {
        FileEntryKind.Posting => "任职",
        FileEntryKind.Result => "考核结果",
        FileEntryKind.Commendation => "表彰",
        FileEntryKind.Talk => "谈话",
        FileEntryKind.Adjustment => "组织调整",
        FileEntryKind.Cohort => "选育",
        FileEntryKind.Rotation => "轮岗锻炼",
        FileEntryKind.Reserve => "后备人才",
        FileEntryKind.Training => "教育培训",
        FileEntryKind.Study => "学历提升",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };
}
