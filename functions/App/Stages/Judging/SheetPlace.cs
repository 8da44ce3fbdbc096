namespace Yuekao.App.Stages.Judging;

/// <summary>Where a pool's sheets of a source are kept: a cycle that is frozen anew goes on with them, one that is opened anew after it was cancelled begins without.</summary>
/// <param name="First">The cycle, in the first edition whose reports go over into the current one.</param>
public sealed record SheetKey(CycleKey First, SourceId Source, PoolId Pool)
{
    internal string Partition => $"{First.County}|{First.Scheme}|{First.Run}|{Source}|{Pool}";

    internal string Resource => $"{First.Resource}/pools/{Pool}/sheets/{Source}";

    internal string PathOf(int revision) => string.Create(CultureInfo.InvariantCulture, $"{First.Folder}/sheets-{Source.Value.Replace(':', '-')}-{Pool}-{revision:000}.json");
}

/// <summary>A source of an open cycle that is several judges, or a ballot.</summary>
public sealed record SheetPlace(CycleContext Context, CycleKey First, SourceDeclaration Source)
{
    public bool IsBallot => Source.Sheets is BallotSheets;

    /// <summary>What its sheets are of, in the scheme's order.</summary>
    public IReadOnlyList<Item> Items { get; } = [.. Context.Scheme.Document.Items.Where(item => Context.ItemsOf(Source.Id).Contains(item.Id))];

    public SheetKey KeyOf(Pool pool) => new(First, Source.Id, pool.Id);

    /// <summary>Whom a judge has to score in a pool, in roster order: nobody who will not be assessed, as the cycle froze.</summary>
    public IReadOnlyList<SubjectId> SubjectsOf(Judge judge, Pool pool)
    {
        HashSet<SubjectId> assessed = [.. Assessable(pool)];
        return
        [
            .. pool.Townships.SelectMany(township => township.Subjects, (township, subject) => (Township: township.Id, subject.Entry.Subject))
                .Where(one => assessed.Contains(one.Subject) && judge.Scores(Context.Scheme.Document.Subject, one.Township, one.Subject))
                .Select(one => one.Subject),
        ];
    }

    /// <summary>What a pool lacks of the source beside some readings.</summary>
    public IReadOnlyList<MissingReading> Missing(Pool pool, IReadOnlyList<MeanReading> readings, IReadOnlyList<Waiver> waivers)
    {
        var input = new PoolInput { Period = Context.Key.Period, Roster = pool.Roster, Readings = [.. readings.Select(one => ToReading(one, default))], Waivers = waivers };
        return [.. Assessor.Check(Context.Scheme, input).Missing.Where(missing => missing.Source == Source.Id)];
    }

    internal Reading ToReading(MeanReading one, DateTimeOffset at) => new() { Item = one.Item, Source = Source.Id, Subject = one.Subject, Value = one.Value, Basis = one.Basis, At = at };

    private IEnumerable<SubjectId> Assessable(Pool pool) => Missing(pool, [], []).Select(missing => missing.Subject).OfType<SubjectId>();
}

/// <summary>A source for one who gives a sheet, or a ballot, for it.</summary>
public sealed record SeatPlace(SheetPlace Place, Judge Judge)
{
    /// <summary>The pools in which there is somebody to score.</summary>
    public IReadOnlyList<Pool> Pools => [.. Place.Context.Pools.Where(pool => Place.SubjectsOf(Judge, pool).Count > 0)];
}

/// <summary>The sources that routes name, and who sits in their panels.</summary>
public sealed class SheetPlaces(CycleContexts contexts, CycleStore cycles, PanelStore panels)
{
    /// <summary>Every source of a cycle that is several judges, or a ballot, in the scheme's order.</summary>
    public async Task<IReadOnlyList<SheetPlace>> OfAsync(CycleContext context, CancellationToken cancellation)
    {
        SourceDeclaration[] sources = [.. context.SheetSources];
        if (sources.Length == 0)
            return [];
        CycleRecord cycle = await cycles.FindCurrentAsync(context.Key, cancellation) ?? throw new InvalidOperationException($"The cycle {context.Key} runs and is not recorded.");
        CycleKey first = context.Key with { Edition = cycle.SinceOf(context.Key.Edition) };
        return [.. sources.Select(source => new SheetPlace(context, first, source))];
    }

    /// <summary>The source that a route names.</summary>
    /// <exception cref="ProblemException">There is no such open cycle, or no such source in it: not found.</exception>
    internal async Task<SheetPlace> RequireAsync(HttpRequest request, bool isBallot, CancellationToken cancellation)
    {
        SheetPlace found = await RequireAsync(request, cancellation);
        return found.IsBallot == isBallot
            ? found
            : throw new ProblemException(ProblemType.NotFound, isBallot ? (LocalizableString)$"'{found.Source.Id}' is no ballot: its judges give sheets." : $"'{found.Source.Id}' is a ballot: there are no sheets.");
    }

    /// <summary>The source that a route names, whichever it is.</summary>
    /// <exception cref="ProblemException">There is no such open cycle, or no such source in it: not found.</exception>
    internal async Task<SheetPlace> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        SourceId source = request.Id<SourceId>();
        return (await OfAsync(context, cancellation)).FirstOrDefault(one => one.Source.Id == source)
            ?? throw new ProblemException(ProblemType.NotFound, $"The scheme has no judges or voters '{source}'.");
    }

    /// <summary>The source that a route names, for one who sits in its panel.</summary>
    /// <exception cref="ProblemException">As for the source; and forbidden where the caller does not sit in it, or twice.</exception>
    internal async Task<SeatPlace> RequireSeatAsync(HttpRequest request, bool isBallot, CancellationToken cancellation)
    {
        SheetPlace place = await RequireAsync(request, isBallot, cancellation);
        Panel panel = await panels.ReadAsync(place.First.County, place.First.Scheme, place.Source.Id, cancellation);
        Judge[] seats = [.. request.GetCaller().IdsOf(Role.Judge).Select(id => JudgeId.TryOf(id, out JudgeId judge) ? panel.Find(judge) : null).OfType<Judge>()];
        return seats switch
        {
            [var seat] => new SeatPlace(place, seat),
            [] => throw new ProblemException(ProblemType.Forbidden, $"The caller does not sit in '{place.Source.Id}'."),
            _ => throw new ProblemException(ProblemType.Forbidden, $"The caller has several seats in '{place.Source.Id}': nobody gives two sheets."),
        };
    }

    /// <summary>The pool that a request names in its query; the only one that there can be, where it names none.</summary>
    /// <exception cref="ProblemException">It is none of them, or it must be named: malformed.</exception>
    internal static Pool PoolOf(HttpRequest request, IReadOnlyList<Pool> pools)
    {
        var query = new QueryReader(request.Query);
        Pool? found = PoolOf(query, pools);
        query.ThrowIfWrong();
        return found!;
    }

    /// <summary>The same, of a list in pages.</summary>
    internal static (Pool Pool, PageRequest Page) PagedPoolOf(HttpRequest request, IReadOnlyList<Pool> pools)
    {
        var query = new QueryReader(request.Query);
        Pool? found = PoolOf(query, pools);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return (found!, page);
    }

    private static Pool? PoolOf(QueryReader query, IReadOnlyList<Pool> pools)
    {
        PoolId? asked = query.Id<PoolId>("pool");
        Pool? found = asked is null && pools is [var only] ? only : pools.FirstOrDefault(pool => pool.Id == asked);
        if (found is null)
            query.Wrong("pool", $"must be one of {string.Join(", ", pools.Select(pool => pool.Id))}.");
        return found;
    }
}
