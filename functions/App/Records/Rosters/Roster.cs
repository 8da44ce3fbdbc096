namespace Yuekao.App.Records;

/// <summary>A township's roster (花名册): who holds which post where, from when to when, with which base subsidy. Past postings may stay in it.</summary>
/// <param name="Postings">The postings, in roster order: the order in which odd fen are handed out.</param>
public sealed record Roster(IReadOnlyList<Posting> Postings)
{
    /// <summary>The roster on one day: the postings that hold on it, in the same order.</summary>
    public Roster On(DateOnly day) => new([.. Postings.Where(posting => posting.HoldsOn(day))]);
}

/// <summary>One cadre in one post of a village, or of the township itself. A cadre holds one post at a time.</summary>
public sealed record Posting
{
    /// <summary>Null exactly in a post of the township itself.</summary>
    public VillageId? Village { get; init; }

    /// <summary>The cadre, the same in every posting of theirs in the county.</summary>
    public required SubjectId Cadre { get; init; }

    /// <summary>1 to 50 characters.</summary>
    public required string Name { get; init; }
    public required Post Post { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day in post, inclusive; null while it lasts.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The monthly base post subsidy (基础职务补贴) in fen: 0 to <see cref="Fen.MaximumBase"/>.</summary>
    public required Fen BaseSubsidyFen { get; init; }

    /// <summary>Within the posting; null for none.</summary>
    public Absence? Absence { get; init; }

    public bool HoldsOn(DateOnly day) => day >= From && day <= (To ?? DateOnly.MaxValue);

    /// <summary>Whether a day lies in both postings.</summary>
    public bool Overlaps(Posting other) => From <= (other.To ?? DateOnly.MaxValue) && other.From <= (To ?? DateOnly.MaxValue);
}

/// <summary>Days on which a cadre in post does not do its work.</summary>
/// <param name="To">The last day, inclusive; null while it lasts.</param>
public sealed record Absence(AbsenceKind Kind, DateOnly From, DateOnly? To = null)
{
    public bool Covers(DateOnly day) => day >= From && day <= (To ?? DateOnly.MaxValue);
}

/// <summary>On leave (请假), or suspended from the post (停职).</summary>
public enum AbsenceKind
{
    OnLeave,
    Suspended,
}

/// <summary>The rosters of all townships, every version of each. Partition <c>county|township</c>.</summary>
public sealed class RosterStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Rosters";

    internal VersionedDocument<Posting, Roster> Of(CountyId county, TownshipId township) =>
        new(tables.GetTableClient(Table), $"{county}|{township}", clock, postings => new Roster(postings), roster => roster.Postings);

    /// <summary>A township's current roster, or an earlier version of it; null where there is none.</summary>
    public Task<Versioned<Roster>?> FindAsync(CountyId county, TownshipId township, int? version, CancellationToken cancellation) =>
        Of(county, township).FindAsync(version, cancellation);

    /// <summary>Which version of each township's roster is the current one, by township: one storage call.</summary>
    public async Task<IReadOnlyList<FrozenRoster>> VersionsAsync(CountyId county, CancellationToken cancellation) =>
        [.. (await HeadsAsync(county, cancellation)).Select(head => new FrozenRoster(head.Key, head.Value.Version))];

    /// <summary>The current rosters of several townships, each with its version; those without one are left out. One storage call, and one for each.</summary>
    public async Task<IReadOnlyList<TownshipRoster>> FindAllAsync(CountyId county, IEnumerable<TownshipId> townships, CancellationToken cancellation)
    {
        IReadOnlyDictionary<TownshipId, DocumentVersion> heads = await HeadsAsync(county, cancellation);
        return await Task.WhenAll(townships.Where(heads.ContainsKey).Select(async township =>
            new TownshipRoster(township, await Of(county, township).ReadAsync(heads[township], cancellation), heads[township].Version)));
    }

    /// <summary>The current rosters of all townships that have one. One storage call, and one for each.</summary>
    public async Task<IReadOnlyList<TownshipRoster>> FindAllAsync(CountyId county, CancellationToken cancellation) =>
        await ReadAllAsync(county, await HeadsAsync(county, cancellation), cancellation);

    private async Task<IReadOnlyList<TownshipRoster>> ReadAllAsync(CountyId county, IReadOnlyDictionary<TownshipId, DocumentVersion> heads, CancellationToken cancellation) =>
        await Task.WhenAll(heads.Select(async head => new TownshipRoster(head.Key, await Of(county, head.Key).ReadAsync(head.Value, cancellation), head.Value.Version)));

    private async Task<IReadOnlyDictionary<TownshipId, DocumentVersion>> HeadsAsync(CountyId county, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {county + "|"} and PartitionKey lt {county + "}"} and RowKey eq {"head"}");
        List<TableEntity> heads = await tables.GetTableClient(Table).QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return heads.ToDictionary(head => TownshipId.Of(head.PartitionKey.Split('|')[1]), Rows<DocumentVersion>.Read);
    }

    /// <summary>Rosters as they stood in the versions that are named.</summary>
    public async Task<IReadOnlyList<TownshipRoster>> FindAllAsync(CountyId county, IReadOnlyList<FrozenRoster> versions, CancellationToken cancellation) =>
        await Task.WhenAll(versions.Select(async one => new TownshipRoster(
            one.Township,
            (await FindAsync(county, one.Township, one.Version, cancellation) ?? throw new InvalidOperationException($"Version {one.Version} of the roster of '{one.Township}' is missing.")).Document,
            one.Version)));
}

public sealed record TownshipRoster(TownshipId Township, Roster Roster, int Version);
