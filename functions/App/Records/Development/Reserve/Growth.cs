namespace Yuekao.App.Records;

/// <summary>What an entry of a growth record is about: training, a task that was given, or what a review found.</summary>
public enum GrowthKind
{
    Training,
    Task,
    Review,
}

/// <summary>A dated entry of the growth record (成长纪实档案) of somebody of the reserve pool.</summary>
public sealed record GrowthEntry : PersonRecord
{
    public required GrowthId Id { get; init; }
    public required GrowthKind Kind { get; init; }
    public required DateOnly On { get; init; }
    public required string Text { get; init; }
    internal override string Key => Id.Value;
    internal override string Resource => $"reserve/{Person}/growth/{Id}";

    internal bool Says(GrowthEntry other) => (Kind, On, Text) == (other.Kind, other.On, other.Text);
}

/// <param name="On">Today at the latest.</param>
/// <param name="Text">1 to 500 characters.</param>
public sealed record GrowthRequest(GrowthKind Kind, DateOnly On, string Text);

/// <summary>The growth records of all counties.</summary>
public sealed class GrowthStore(TableServiceClient tables)
{
    public const string Table = "Growth";

    internal PersonRows<GrowthEntry> Rows { get; } = new(tables, Table);
}

/// <summary>The growth record of people of the reserve pool.</summary>
public sealed class GrowthEndpoints(GrowthStore growth, ReserveStore reserve, AuditTrail audit, TimeProvider clock)
{
    private const string All = ReserveEndpoints.One + "/growth";
    private const string One = All + "/{growth}";

    [Function(nameof(ListGrowth))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county"), Access(Role.Cadre, Scope = "subject")]
    [Operation("Lists somebody's growth record by id, what was withdrawn included.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<GrowthEntry>)), Problems(404)]
    public async Task<IActionResult> ListGrowth([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        ReservePerson person = await reserve.RequireForReaderAsync(request, revision: null, cancellation);
        IReadOnlyList<GrowthEntry> listed = await growth.Rows.OfPersonAsync(request.Id<CountyId>(), person.Entry.Person, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(listed, one => one.Key));
    }

    [Function(nameof(PutGrowth))]
    [Access(Role.County, Role.Township)]
    [Operation("Notes an entry of somebody's growth record, or puts right what was noted: every revision is kept. The same again changes nothing.")]
    [Tagged, Accepts(typeof(GrowthRequest)), Answers(StatusCodes.Status201Created, typeof(GrowthEntry)), Answers(StatusCodes.Status200OK, typeof(GrowthEntry)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutGrowth([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (GrowthId id, Caller caller) = (request.Id<GrowthId>(), request.GetCaller());
        ReservePerson person = await reserve.RequireForWriterAsync(request, cancellation);
        GrowthRequest asked = await RequestBody.ReadAsync<GrowthRequest>(request, cancellation);
        ProblemError[] future = asked.On > clock.Today() ? [new ProblemError("$.on", "must not be in the future.")] : [];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. future, .. TextRules.Text("$.text", asked.Text, ReserveRules.LongestText)]);
        GrowthEntry? before = await growth.Rows.FindAsync(request.Id<CountyId>(), person.Entry.Person, id.Value, cancellation);
        var next = new GrowthEntry
        {
            Id = id,
            Person = person.Entry.Person,
            Name = person.Entry.Name,
            Township = person.Entry.Township,
            Kind = asked.Kind,
            On = asked.On,
            Text = asked.Text,
            At = clock.GetUtcNow(),
            By = caller.Id,
            ByName = caller.Name,
        };
        return await growth.Rows.WriteAsync(request, audit, nameof(PutGrowth), before, next.Follow(before, next.Says), cancellation);
    }

    [Function(nameof(WithdrawGrowth))]
    [Access(Role.County, Role.Township)]
    [Operation("Withdraws an entry of somebody's growth record. It stays on record with the reason.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(GrowthEntry)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawGrowth([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        ReservePerson person = await reserve.RequireForWriterAsync(request, cancellation);
        return await growth.Rows.WithdrawAsync(request, audit, nameof(WithdrawGrowth), person.Entry.Person, request.Id<GrowthId>().Value, clock.GetUtcNow(), cancellation);
    }
}
