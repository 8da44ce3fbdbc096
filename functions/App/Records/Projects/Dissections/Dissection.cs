using System.Text.RegularExpressions;

namespace Yuekao.App.Records;

/// <summary>The township came last in a ranking (位次靠后); or the project must be pushed on (重点推进工作).</summary>
public enum DissectionReason
{
    RankedLow,
    KeyProject,
}

/// <summary>
/// A dissection (解剖): the county supervises on site what does not go well, finds holes and their causes, says what is to be done, and sees that it is. What has not happened yet is null.
/// </summary>
public sealed record Dissection : Revised
{
    /// <summary>Unique in the county: see <see cref="DissectionIds"/>.</summary>
    public required string Id { get; init; }
    public required TownshipId Township { get; init; }
    public required DissectionReason Reason { get; init; }

    /// <summary>The ranking in which the township came last; null for another reason.</summary>
    public CycleKey? Cycle { get; init; }

    /// <summary>Null where it is about all of the township's projects.</summary>
    public ProjectId? Project { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who opened it: an id; the ranking's own orchestration for who came last.</summary>
    public required string OpenedBy { get; init; }
    public DissectionVisit? Visit { get; init; }

    /// <summary>What the township does about it.</summary>
    public required Remedy Remedy { get; init; }
    public Withdrawal? Withdrawn { get; init; }
    public RemedyStatus Status => Withdrawn is not null ? RemedyStatus.Withdrawn : Remedy.Status;
    internal string Resource => $"dissections/{Id}";
}

/// <summary>What was found on site (现场督办).</summary>
/// <param name="On">The day.</param>
/// <param name="People">Who was there: 1 to 50 names.</param>
/// <param name="Holes">What is wrong (找漏洞): 1 to 2000 characters, as the next two.</param>
/// <param name="Causes">Why (查原因).</param>
/// <param name="Remedies">What the township has to do (补短板).</param>
public sealed record VisitRequest(DateOnly On, IReadOnlyList<string> People, string Holes, string Causes, string Remedies);

/// <inheritdoc cref="VisitRequest"/>
/// <param name="By">The id of who recorded it.</param>
public sealed record DissectionVisit(DateOnly On, IReadOnlyList<string> People, string Holes, string Causes, string Remedies, DateTimeOffset At, string By, string ByName);

/// <param name="Project">A project that the township has to do.</param>
/// <param name="Due">When the township must have done what the visit asks for, in the future.</param>
public sealed record DissectionRequest(TownshipId Township, ProjectId Project, DateTimeOffset Due);

/// <summary>What may be done to a dissection. A step that was taken already leaves it as it is; one that cannot be taken is a broken rule.</summary>
internal static class DissectionSteps
{
    private const int MostPeople = 50;

    /// <summary>Records the visit, or records it anew until the township reports.</summary>
    public static Dissection Record(this Dissection one, VisitRequest body, Caller by, DateTimeOffset at)
    {
        RequireCounts(one);
        if (one.Visit is { } last && (last.On, last.Holes, last.Causes, last.Remedies) == (body.On, body.Holes, body.Causes, body.Remedies) && last.People.SequenceEqual(body.People))
            return one;
        if (one.Remedy.Report is not null)
            throw new ProblemException(ProblemType.RuleBroken, "The township has reported on the visit: what was found then stays.");
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. Errors(body)]);
        return one with { Visit = new DissectionVisit(body.On, body.People, body.Holes, body.Causes, body.Remedies, at, by.Id, by.Name), Revision = one.Revision + 1 };
    }

    /// <summary>A step of the remedy, which there is once the visit is recorded.</summary>
    public static Dissection Rectify(this Dissection one, Func<Remedy, Remedy> step)
    {
        RequireCounts(one);
        if (one.Visit is null)
            throw new ProblemException(ProblemType.RuleBroken, "Nobody was on site yet: the visit says what is to be done.");
        Remedy next = step(one.Remedy);
        return ReferenceEquals(next, one.Remedy) ? one : one with { Remedy = next, Revision = one.Revision + 1 };
    }

    /// <summary>Takes it back, with a reason; again leaves it as it is.</summary>
    public static Dissection Withdraw(this Dissection one, string reason, Caller by, DateTimeOffset at) =>
        one.Withdrawn is not null ? one : one with { Withdrawn = new Withdrawal(reason, at, by.Id, by.Name), Revision = one.Revision + 1 };

    private static void RequireCounts(Dissection one)
    {
        if (one.Withdrawn is not null)
            throw new ProblemException(ProblemType.RuleBroken, "The dissection was withdrawn.");
    }

    private static IEnumerable<ProblemError> Errors(VisitRequest body)
    {
        if (body.People.Count is 0 or > MostPeople)
            yield return new ProblemError("$.people", $"must name 1 to {MostPeople} people.");
        IEnumerable<ProblemError> texts =
        [
            .. body.People.SelectMany((name, index) => TextRules.Name($"$.people[{index}]", name)), .. TextRules.Text("$.holes", body.Holes, RemedySteps.LongestText),
            .. TextRules.Text("$.causes", body.Causes, RemedySteps.LongestText), .. TextRules.Text("$.remedies", body.Remedies, RemedySteps.LongestText),
        ];
        foreach (ProblemError error in texts)
            yield return error;
    }
}

/// <summary>Ids of dissections: one that somebody chose, or <c>haixing.work-ranking~2026-10~gaowan</c> for who came last in a ranking. Fit for a URL and a table key.</summary>
internal static partial class DissectionIds
{
    public const char Between = '~';

    public static string Of(CycleKey cycle, TownshipId township) => $"{cycle.Scheme}{Between}{cycle.Period}{Between}{township}";

    /// <summary>The id that a route names.</summary>
    /// <exception cref="ProblemException">It is none: not found.</exception>
    public static string Of(HttpRequest request) => Form().IsMatch(request.Route("dissection"))
        ? request.Route("dissection")
        : throw new ProblemException(ProblemType.NotFound, "There is nothing of that name: it must be 1 to 200 lower-case letters, digits, '-', '.' and '~', the first a letter or digit.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.~-]{0,199}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

/// <summary>The dissections of all counties. Partition: the county; row: the id.</summary>
public sealed class DissectionStore(TableServiceClient tables)
{
    public const string Table = "Dissections";

    private readonly RevisedRows<Dissection> rows = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row[nameof(one.Township)] = one.Township.Value;
        row[nameof(one.Status)] = one.Status.ToString();
    });

    /// <summary>Null where there is none.</summary>
    public Task<Dissection?> FindAsync(CountyId county, string id, int? revision, CancellationToken cancellation) => rows.FindAsync(county.Value, id, revision, cancellation);

    /// <summary>A page of dissections, by id.</summary>
    /// <param name="townships">Only those in them; null for all.</param>
    internal Task<IReadOnlyList<Dissection>> ListAsync(CountyId county, IReadOnlyList<string>? townships, RemedyStatus? status, string? after, int most, CancellationToken cancellation)
    {
        // Revisions stand behind all that is current.
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {after ?? ""} and RowKey lt {"~"}");
        if (status is { } wanted)
            filter += TableClient.CreateQueryFilter($" and Status eq {wanted.ToString()}");
        if (townships is not null)
            filter += $" and ({string.Join(" or ", townships.Select(township => TableClient.CreateQueryFilter($"Township eq {township}")))})";
        return rows.ListAsync(filter, most, cancellation);
    }

    /// <summary>False where somebody else wrote it since it was read, or opened it first.</summary>
    public Task<bool> TryWriteAsync(CountyId county, Dissection next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, next.Id, next, cancellation);
}
