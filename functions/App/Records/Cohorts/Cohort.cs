namespace Yuekao.App.Records;

/// <summary>
/// A cohort (选育对象): those who are selected and cultivated, such as the hundred outstanding secretaries. It is one record with all who belong to it or did, so that
/// whoever writes it at the same time as others finds out: nobody is in it twice, and never more than it has places for.
/// </summary>
public sealed record Cohort : Revised
{
    public const int MostPlaces = 100;
    public const int DefaultTalkInterval = 30;

    public required CohortId Id { get; init; }
    public required LocalText Title { get; init; }

    /// <summary>How many may belong to it at a time: 1 to 100.</summary>
    public required int Capacity { get; init; }

    /// <summary>At least how often, in days, a mentor talks with each member: 7 to 366.</summary>
    public int TalkIntervalDays { get; init; } = DefaultTalkInterval;

    /// <summary>Everybody who belongs to it or did, in the order in which they joined.</summary>
    public IReadOnlyList<CohortMember> Members { get; init; } = [];

    /// <summary>The selections that filled it, in order.</summary>
    public IReadOnlyList<CohortSelection> Selections { get; init; } = [];

    internal IEnumerable<CohortMember> Current => Members.Where(member => member.Left is null);

    /// <summary>How many places are free.</summary>
    internal int Places => Capacity - Current.Count();

    internal string Resource => $"cohorts/{Id}";

    /// <summary>Changes what it is called and how many it takes; the same again leaves it as it is.</summary>
    /// <exception cref="ProblemException">More belong to it than it would take: rule broken.</exception>
    internal Cohort With(CohortRequest asked)
    {
        if ((Title, Capacity, TalkIntervalDays) == (asked.Title, asked.Capacity, asked.TalkIntervalDays))
            return this;
        if (Current.Count() is var members && members > asked.Capacity)
            throw new ProblemException(ProblemType.RuleBroken, $"{members} belong to the cohort '{Id}': it cannot have fewer places, {asked.Capacity}.");
        return this with { Title = asked.Title, Capacity = asked.Capacity, TalkIntervalDays = asked.TalkIntervalDays, Revision = Revision + 1 };
    }

    /// <summary>Takes in whom a selection selected, as far as there are places, in the order given; the selection keeps who found none. The same selection again leaves it as it is.</summary>
    internal Cohort Fill(SchemeId scheme, Period period, DateTimeOffset at, IEnumerable<CohortMember> selected)
    {
        if (Selections.Any(one => (one.Scheme, one.Period) == (scheme, period)))
            return this;
        HashSet<SubjectId> there = [.. Current.Select(member => member.Person)];
        CohortMember[] wanted = [.. selected.DistinctBy(member => member.Person)];
        CohortMember[] others = [.. wanted.Where(member => !there.Contains(member.Person))];
        var selection = new CohortSelection(scheme, period, at, wanted.Length - others.Length, Math.Min(Places, others.Length))
        {
            WithoutPlace = [.. others.Skip(Places).Select(one => new SelectedPerson(one.Person, one.Name, one.Township, one.Joined.Rank))],
        };
        return this with { Members = [.. Members, .. others.Take(Places)], Selections = [.. Selections, selection], Revision = Revision + 1 };
    }

    /// <summary>Takes somebody in by hand.</summary>
    /// <exception cref="ProblemException">The person belongs to it, left it on that day or a later one, or it is full: rule broken.</exception>
    internal Cohort Join(CohortMember member)
    {
        if (Members.LastOrDefault(one => one.Person == member.Person) is { } before && (before.Left is not { } left || left.On >= member.JoinedOn))
            throw new ProblemException(ProblemType.RuleBroken, before.Left is null ? (LocalizableString)$"'{member.Person}' belongs to the cohort." : $"'{member.Person}' left the cohort on {before.Left.On:O}: joining again comes after that.");
        if (Places <= 0)
            throw new ProblemException(ProblemType.RuleBroken, $"The cohort '{Id}' is full: all {Capacity} places are taken, and one is free when somebody leaves.");
        return this with { Members = [.. Members, member], Revision = Revision + 1 };
    }

    /// <summary>Lets somebody go.</summary>
    /// <exception cref="ProblemException">The person does not belong to it, or joined on that day or later: rule broken.</exception>
    internal Cohort Leave(SubjectId person, CohortLeaving leaving)
    {
        CohortMember member = Current.FirstOrDefault(one => one.Person == person) ?? throw new ProblemException(ProblemType.RuleBroken, $"'{person}' does not belong to the cohort '{Id}'.");
        if (leaving.On <= member.JoinedOn)
            throw new ProblemException(ProblemType.RuleBroken, $"'{person}' joined the cohort on {member.JoinedOn:O}: leaving comes after that.");
        return this with { Members = [.. Members.Select(one => one == member ? one with { Left = leaving } : one)], Revision = Revision + 1 };
    }
}

/// <summary>A selection that filled a cohort when its cycle was sealed.</summary>
/// <param name="Already">How many of the selected belonged to it before.</param>
/// <param name="Joined">How many joined by it.</param>
public sealed record CohortSelection(SchemeId Scheme, Period Period, DateTimeOffset At, int Already, int Joined)
{
    /// <summary>Who was selected and found no place, by rank: the county can take them in when somebody has left.</summary>
    public IReadOnlyList<SelectedPerson> WithoutPlace { get; init; } = [];
}

public sealed record SelectedPerson(SubjectId Person, string Name, TownshipId Township, int? Rank = null);

/// <param name="Capacity">1 to 100; not below how many belong to it.</param>
/// <param name="TalkIntervalDays">7 to 366.</param>
public sealed record CohortRequest(LocalText Title, int Capacity, int TalkIntervalDays = Cohort.DefaultTalkInterval);
