namespace Yuekao.Local.SampleCounty;

/// <summary>A made-up county: real townships, invented villages and people.</summary>
/// <param name="County">The county.</param>
/// <param name="Townships">Its townships.</param>
/// <param name="Postings">Who holds, or held, which post; by township and village.</param>
public sealed record SampleCountyData(CountyId County, IReadOnlyList<SampleTownship> Townships, IReadOnlyList<SamplePosting> Postings)
{
    /// <summary>Who holds which post of a township itself.</summary>
    public IReadOnlyList<SampleOffice> Offices { get; init; } = [];

    /// <summary>The list of projects; empty where the county has none.</summary>
    public IReadOnlyList<SampleProject> Projects { get; init; } = [];

    /// <summary>The postings in one township, in roster order.</summary>
    public IEnumerable<SamplePosting> PostingsIn(TownshipId township) => Postings.Where(posting => posting.Township == township);
}

/// <summary>A township (乡镇).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Villages">Its villages.</param>
public sealed record SampleTownship(TownshipId Id, string Name, IReadOnlyList<SampleVillage> Villages);

/// <summary>A village (村).</summary>
/// <param name="Id">Its id, unique in the county.</param>
/// <param name="Name">Its name, unique in its township.</param>
public sealed record SampleVillage(VillageId Id, string Name);

/// <summary>One cadre in one post from one day to another.</summary>
public sealed record SamplePosting
{
    /// <summary>The cadre.</summary>
    public required SubjectId Cadre { get; init; }

    /// <summary>The cadre's name, invented.</summary>
    public required string Name { get; init; }

    /// <summary>The township.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The village.</summary>
    public required VillageId Village { get; init; }

    /// <summary>The post, as rosters write it: <c>secretaryAndDirector</c>.</summary>
    public required string Post { get; init; }

    /// <summary>The first day in post.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day in post; null while it lasts.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The monthly base post subsidy.</summary>
    public required Fen BaseSubsidy { get; init; }

    /// <summary>A leave or suspension; null for none.</summary>
    public SampleAbsence? Absence { get; init; }

    /// <summary>Whether the cadre is in post on a day.</summary>
    public bool IsInPost(DateOnly day) => day >= From && !(day > To);

    /// <summary>The days of a period on which the cadre is in post and not absent.</summary>
    public int DaysServed(Period period) =>
        Enumerable.Range(0, period.Days).Select(period.FirstDay.AddDays).Count(day => IsInPost(day) && Absence?.Covers(day) != true);
}

/// <summary>Somebody in a post of a township itself, without a base post subsidy.</summary>
/// <param name="Post">The post, as rosters write it: <c>fullTimeOrganizer</c>.</param>
public sealed record SampleOffice(TownshipId Township, SubjectId Person, string Name, string Post, DateOnly From);

/// <summary>Days on which a cadre does not do the post's work.</summary>
/// <param name="Kind"><c>onLeave</c> or <c>suspended</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null while it lasts.</param>
public sealed record SampleAbsence(string Kind, DateOnly From, DateOnly? To)
{
    /// <summary>Whether a day falls in it.</summary>
    public bool Covers(DateOnly day) => day >= From && !(day > To);
}
