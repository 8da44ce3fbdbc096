namespace Yuekao.App.Records;

/// <summary>What a day's look at a county finds that somebody must be told of.</summary>
public enum DevelopmentMatter
{
    TalksOverdue,
    RotationsShort,
    ReviewsOverdue,
}

/// <param name="Role">Who is told, as tokens have it: a township of its own people, the county of what stays overdue for another interval.</param>
/// <param name="Names">The first of them, for people.</param>
public sealed record DevelopmentReminder(DevelopmentMatter Matter, string Role, int Count, string Names);

/// <param name="Next">The day of the next look: the first on which somebody becomes overdue, as far as that is known; a week later at the latest.</param>
public sealed record DevelopmentLook(IReadOnlyList<DevelopmentReminder> Reminders, DateOnly Next);

/// <param name="Through">The day of the look.</param>
/// <param name="After">The day of the one before: what was found then is not told again; null for none.</param>
public sealed record DevelopmentCheck(CountyId County, DateOnly Through, DateOnly? After = null);

/// <summary>
/// Looks for talks and reviews that are overdue, and for rotations that were, or are about to be, too short. Each is told once an interval: when it has become so since the
/// look before. Storage calls: one each for cohorts, rotations and people of the pool, and two for talks, as long as there are no more than 1,000 of them.
/// </summary>
public sealed class DevelopmentActivities(MentoringStandings mentoring, RotationStore rotations, ReserveStore reserve)
{
    // Talks are asked for every week at most: whatever is noted after a look is seen in time by the next.
    private const int MostDays = 7;

    // How long before a rotation ends it can still be made longer.
    private const int SoonDays = 7;
    private const int MostNames = 10;

    [Function(nameof(FindReminders))]
    public async Task<DevelopmentLook> FindReminders([ActivityTrigger] DevelopmentCheck check, CancellationToken cancellation)
    {
        IReadOnlyList<TalkDuty> duties = await mentoring.DutiesAsync(check.County, check.Through, cancellation);
        HashSet<SubjectId> members = [.. duties.Select(duty => duty.Member.Person)];
        IReadOnlyList<RotationStanding> standings = await rotations.StandingsAsync(check.County, check.Through, cancellation);
        DateOnly reviewed = check.Through.AddDays(MostDays - ReserveRules.ReviewIntervalDays);
        IReadOnlyList<ReservePerson> people =
            await reserve.ListAsync(check.County, new ReserveFilter(ReserveState.Active, ReviewedBefore: reviewed), after: null, int.MaxValue, cancellation);
        Watched[] watched =
        [
            .. duties.Select(duty => new Watched(
                DevelopmentMatter.TalksOverdue, duty.Member.Name, duty.Member.Township, day => Interval.Missed(duty.Since, duty.IntervalDays, day))),
            .. standings.Where(one => members.Contains(one.Person) && RotationStanding.IsShort(one.Days))
                .Select(one => new Watched(DevelopmentMatter.RotationsShort, one.Name, one.Township, day => Short(one, day))),
            .. people.Select(one => new Watched(
                DevelopmentMatter.ReviewsOverdue, one.Entry.Name, one.Entry.Township, day => Interval.Missed(one.ReviewedOn, ReserveRules.ReviewIntervalDays, day))),
        ];
        DateOnly next = Enumerable.Range(1, MostDays).Select(check.Through.AddDays).First(
            day => day == check.Through.AddDays(MostDays) || Array.Exists(watched, one => one.OverdueOn(day) > one.OverdueOn(check.Through)));
        return new DevelopmentLook([.. watched.GroupBy(one => one.Matter).SelectMany(matter => Told(matter.Key, matter, check))], next);
    }

    /// <summary>Whoever has become more overdue since the last look, by township; and from the second interval on for the county.</summary>
    private static IEnumerable<DevelopmentReminder> Told(DevelopmentMatter matter, IEnumerable<Watched> all, DevelopmentCheck check)
    {
        Watched[] more = [.. all.Where(one => one.OverdueOn(check.Through) > (check.After is { } after ? one.OverdueOn(after) : 0))];
        return more.GroupBy(one => $"township:{one.Township}").Concat(more.Where(one => one.OverdueOn(check.Through) > 1).GroupBy(_ => "county"))
            .Select(role => new DevelopmentReminder(matter, role.Key, role.Count(), Names([.. role.Select(one => one.Name)])))
            .OrderBy(one => one.Role, StringComparer.Ordinal);
    }

    /// <summary>0 in time; 1 about to end, or just over; 2 a month later: then the county hears of it.</summary>
    private static int Short(RotationStanding one, DateOnly day) => day > one.LastDay.AddDays(RotationStanding.LeastDays) ? 2 : day >= one.LastDay.AddDays(-SoonDays) ? 1 : 0;

    private static string Names(string[] names) => $"{string.Join('、', names.Take(MostNames))}{(names.Length > MostNames ? $"等{names.Length}人" : "")}";

    /// <param name="OverdueOn">How many intervals are missed on a day.</param>
    private sealed record Watched(DevelopmentMatter Matter, string Name, TownshipId Township, Func<DateOnly, int> OverdueOn);
}
