using System.Text.RegularExpressions;

namespace Yuekao.App.Stages.Feedback;

/// <summary>The rectifications of all townships. Partition <c>county|township</c>; row <c>scheme|period|owner kind|owner|item</c>.</summary>
public sealed class RectificationStore(TableServiceClient tables)
{
    public const string Table = "Rectifications";

    private const string Closed = nameof(RectificationStatus.Closed);

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<Rectification> rows = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row[nameof(one.Status)] = one.Status.ToString();
        row[nameof(one.Due)] = one.Due;
        row["OwnerKind"] = one.Owner.Kind.ToString();
        row["Owner"] = one.Owner.Id;
    });

    /// <summary>A township's rectifications that are not closed, of a scheme's cycles before this one, the earliest cycle's first: one query.</summary>
    public Task<IReadOnlyList<Rectification>> OpenOfAsync(CountyId county, TownshipId township, CycleKey before, CancellationToken cancellation)
    {
        (string partition, string from, string to) = (Partition(county, township), $"{before.Scheme}|", $"{before.Scheme}|{before.Period}|");
        return rows.ListAsync($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to} and Status ne {Closed}", cancellation);
    }

    /// <summary>A township's rectifications of a cycle, and those of the scheme's cycles before it that are not closed: one query.</summary>
    internal Task<IReadOnlyList<Rectification>> OfCycleAndOpenAsync(CycleKey key, TownshipId township, CancellationToken cancellation)
    {
        (string partition, string from, string own, string to) = (Partition(key.County, township), $"{key.Scheme}|", $"{key.Scheme}|{key.Period}|", $"{key.Scheme}|{key.Period}}}");
        return rows.ListAsync($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to} and (RowKey ge {own} or Status ne {Closed})", cancellation);
    }

    internal Task<IReadOnlyList<Rectification>> OfOwnerAsync(CycleKey key, TownshipId township, RectificationOwner owner, CancellationToken cancellation)
    {
        string prefix = $"{key.Scheme}|{key.Period}|{CellValues.NameOf(owner.Kind)}|{owner.Id}";
        return rows.ListAsync($"PartitionKey eq {Partition(key.County, township)} and RowKey ge {$"{prefix}|"} and RowKey lt {$"{prefix}}}"}", cancellation);
    }

    /// <summary>What a person owes or owed, in all townships: one range.</summary>
    internal Task<IReadOnlyList<Rectification>> OfPersonAsync(CountyId county, SubjectId person, CancellationToken cancellation) => rows.ListAsync(
        $"PartitionKey ge {$"{county}|"} and PartitionKey lt {$"{county}}}"} and OwnerKind eq {nameof(OwnerKind.Person)} and Owner eq {person.Value}", cancellation);

    /// <summary>A cycle's rectifications, of all townships, that are due at a time or before and not closed: one query.</summary>
    internal Task<IReadOnlyList<Rectification>> DueAsync(CycleKey key, DateTimeOffset until, CancellationToken cancellation)
    {
        FormattableString county = $"PartitionKey ge {$"{key.County}|"} and PartitionKey lt {$"{key.County}}}"}";
        FormattableString due = $" and RowKey ge {$"{key.Scheme}|{key.Period}|"} and RowKey lt {$"{key.Scheme}|{key.Period}}}"} and Status ne {Closed} and Due le {until}";
        return rows.ListAsync(TableClient.CreateQueryFilter(county) + TableClient.CreateQueryFilter(due), int.MaxValue, cancellation);
    }

    /// <summary>Null where there is none of that id.</summary>
    public async Task<Rectification?> FindAsync(CountyId county, TownshipId township, string id, CancellationToken cancellation) =>
        RectificationIds.IsValid(id) ? await rows.FindAsync(Partition(county, township), RectificationIds.RowOf(id), cancellation) : null;

    /// <summary>A township's rectifications, by cycle and owner.</summary>
    internal Task<IReadOnlyList<Rectification>> ListAsync(CountyId county, TownshipId township, RectificationFilter filter, string? after, int most, CancellationToken cancellation)
    {
        string which = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, township)} and RowKey gt {RectificationIds.RowOf(after ?? "")}");
        return rows.ListAsync($"{which}{Conditions(filter)}", most, cancellation);
    }

    /// <summary>Adds rectifications that are not there: one storage call for each 100 of a township.</summary>
    internal Task AddAsync(IEnumerable<Rectification> opened, CancellationToken cancellation) =>
        Task.WhenAll(opened.GroupBy(PartitionOf).Select(township => table.AddMissingAsync(township.Select(one => rows.Add(township.Key, RowOf(one), one)), cancellation)));

    /// <summary>Replaces them as they were read, one storage call for each 100 of a township; false, and some batches are not written, where one is not that any more.</summary>
    internal async Task<bool> TryReplaceAsync(IEnumerable<Rectification> changed, CancellationToken cancellation)
    {
        bool[] written = await Task.WhenAll(changed.GroupBy(PartitionOf).SelectMany(township => township.Chunk(TableTransactions.Largest))
            .Select(batch => table.TryWriteAsync([.. batch.Select(one => rows.Replace(PartitionOf(one), RowOf(one), one))], cancellation)));
        return Array.TrueForAll(written, one => one);
    }

    /// <summary>Replaces one as it was read, or precondition failed.</summary>
    internal async Task<Rectification> ReplaceAsync(Rectification changed, CancellationToken cancellation) =>
        await rows.TryReplaceAsync(PartitionOf(changed), RowOf(changed), changed, cancellation)
            ? changed
            : throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else changed the rectification at the same time: read it and try again.");

    // The conditions, to follow others in a query.
    private static string Conditions(RectificationFilter filter)
    {
        string status = filter.Status is { } one ? TableClient.CreateQueryFilter($" and Status eq {one.ToString()}") : "";
        string overdue = filter.Overdue switch
        {
            true => TableClient.CreateQueryFilter($" and Status ne {Closed} and Due lt {filter.Now}"),
            false => TableClient.CreateQueryFilter($" and (Status eq {Closed} or Due ge {filter.Now})"),
            null => "",
        };
        return $"{status}{overdue}{(filter.Owners is { } owners ? Conditions(owners) : "")}";
    }

    private static string Conditions(RectificationOwners owners)
    {
        IEnumerable<string> each = owners.Villages.Select(village => TableClient.CreateQueryFilter($"OwnerKind eq {nameof(OwnerKind.Village)} and Owner eq {village.Value}"))
            .Prepend(TableClient.CreateQueryFilter($"OwnerKind eq {nameof(OwnerKind.Person)} and Owner eq {owners.Cadre.Value}"));
        return $" and ({string.Join(" or ", each.Select(condition => $"({condition})"))})";
    }

    private static string RowOf(Rectification one) => RectificationIds.RowOf(one.Id);
    private static string PartitionOf(Rectification one) => Partition(one.Cycle.County, one.Township);
    private static string Partition(CountyId county, TownshipId township) => $"{county}|{township}";
}

/// <param name="Overdue">Only those that are overdue, or only those that are not; null for both, as for the others.</param>
internal sealed record RectificationFilter(RectificationStatus? Status, bool? Overdue, DateTimeOffset Now, RectificationOwners? Owners = null);

/// <summary>A cadre, and the villages where they have a post.</summary>
internal sealed record RectificationOwners(SubjectId Cadre, IReadOnlyList<VillageId> Villages);

/// <summary>Ids of rectifications, which are their rows with another separator: <c>haixing.village-monthly~2026-10~person~c0001~on-duty</c>. Fit for a URL.</summary>
internal static partial class RectificationIds
{
    public static string Of(CycleKey cycle, RectificationOwner owner, ItemId item) =>
        string.Join('~', cycle.Scheme, cycle.Period, CellValues.NameOf(owner.Kind), owner.Id, item);

    public static string RowOf(string id) => id.Replace('~', '|');

    public static bool IsValid(string id) => Form().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,64}(~[A-Za-z0-9.-]{1,64}){4}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
