namespace Yuekao.App.Records;

/// <summary>Who mentors whom, in all counties. Partition: the county; row: the person; revisions behind them.</summary>
public sealed class MentoringStore(TableServiceClient tables)
{
    public const string Table = "Mentoring";

    private const string Behind = "~";

    private readonly RevisedRows<Mentoring> rows = new(tables.GetTableClient(Table), static (_, _) => { });

    /// <summary>Null where nobody was named yet.</summary>
    public Task<Mentoring?> FindAsync(CountyId county, SubjectId person, int? revision, CancellationToken cancellation) => rows.FindAsync(county.Value, person.Value, revision, cancellation);

    /// <summary>Everybody who has mentors, by person: one storage call for each 1,000.</summary>
    public Task<IReadOnlyList<Mentoring>> AllAsync(CountyId county, CancellationToken cancellation) =>
        rows.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey lt {Behind}"), int.MaxValue, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, Mentoring next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, next.Person.Value, next, cancellation);
}

/// <summary>The talks that mentors held, in all counties.</summary>
public sealed class MentorTalkStore(TableServiceClient tables)
{
    public const string Table = "MentorTalks";

    // Longer than any interval that is asked for: older talks do not tell who is overdue.
    private const int LookBackDays = 731;

    internal PersonRows<MentorTalk> Rows { get; } = new(tables, Table, static (row, one) => row[nameof(one.On)] = CellValues.Show(one.On));

    /// <summary>The day of everybody's last talk within two years before a day: one storage call for each 1,000 talks.</summary>
    public async Task<IReadOnlyDictionary<SubjectId, DateOnly>> LastAsync(CountyId county, DateOnly day, CancellationToken cancellation)
    {
        IReadOnlyList<MentorTalk> talks = await Rows.CountingAsync(county, TableClient.CreateQueryFilter($"On ge {CellValues.Show(day.AddDays(-LookBackDays))}"), cancellation);
        return talks.GroupBy(talk => talk.Person).ToDictionary(person => person.Key, person => person.Max(talk => talk.On));
    }

    /// <summary>How many talks were held in a period: one storage call for each 1,000.</summary>
    public async Task<int> CountAsync(CountyId county, Period period, CancellationToken cancellation) =>
        (await Rows.CountingAsync(county, TableClient.CreateQueryFilter($"On ge {CellValues.Show(period.FirstDay)} and On le {CellValues.Show(period.LastDay)}"), cancellation)).Count;
}

/// <summary>How the mentoring of a county's cohorts stands.</summary>
public sealed class MentoringStandings(CohortStore cohorts, MentoringStore mentorings, MentorTalkStore talks)
{
    /// <summary>Everybody who belongs to a cohort on a day, by person: a storage call each for cohorts, mentors and talks.</summary>
    public async Task<IReadOnlyList<MentoringStanding>> OfAsync(CountyId county, DateOnly day, CancellationToken cancellation)
    {
        Dictionary<SubjectId, Mentoring> mentors = (await mentorings.AllAsync(county, cancellation)).ToDictionary(one => one.Person);
        IReadOnlyList<TalkDuty> duties = await DutiesAsync(county, day, cancellation);
        return [.. duties.Select(duty => duty.Standing(mentors.GetValueOrDefault(duty.Member.Person), day)).OrderBy(one => one.Person.Value, StringComparer.Ordinal)];
    }

    /// <summary>With whom mentors must talk on a day, and how often: who belongs to several cohorts as often as the strictest asks for.</summary>
    public async Task<IReadOnlyList<TalkDuty>> DutiesAsync(CountyId county, DateOnly day, CancellationToken cancellation)
    {
        IReadOnlyDictionary<SubjectId, DateOnly> last = await talks.LastAsync(county, day, cancellation);
        return
        [
            .. (await cohorts.ListAsync(county, after: null, int.MaxValue, cancellation))
                .SelectMany(cohort => cohort.Members.Where(member => member.BelongsOn(day)), (cohort, member) => new TalkDuty(member, cohort.TalkIntervalDays, TalkOf(member)))
                .GroupBy(duty => duty.Member.Person, (_, duties) => duties.MinBy(duty => duty.IntervalDays)!),
        ];

        DateOnly? TalkOf(CohortMember member) => last.TryGetValue(member.Person, out DateOnly on) ? on : null;
    }
}

/// <param name="LastTalk">Null before the first.</param>
public sealed record TalkDuty(CohortMember Member, int IntervalDays, DateOnly? LastTalk)
{
    /// <summary>From which day on the interval counts: the last talk, or joining.</summary>
    public DateOnly Since => LastTalk is { } talk && talk > Member.JoinedOn ? talk : Member.JoinedOn;

    internal MentoringStanding Standing(Mentoring? mentoring, DateOnly day)
    {
        DateOnly due = Since.AddDays(IntervalDays);
        return new MentoringStanding(
            Member.Person, Member.Name, Member.Township, [.. (mentoring?.Mentors ?? []).Where(mentor => mentor.IsOn(day))], due, Math.Max(0, day.DayNumber - due.DayNumber))
        {
            LastTalk = LastTalk,
        };
    }
}
