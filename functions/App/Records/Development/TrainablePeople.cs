namespace Yuekao.App.Records;

/// <summary>Whom a county trains: everybody in its rosters, secretaries of the cohort among them, and in its reserve pool.</summary>
public sealed class TrainablePeople(RosterStore rosters, ReserveStore reserve, FileReaders readers)
{
    /// <summary>
    /// Everybody who may be enrolled, with where they are in post, or were last; who is in no roster, with the township that they are in reserve for. Two storage calls, and one for each
    /// township's roster.
    /// </summary>
    public async Task<IReadOnlyDictionary<SubjectId, KnownPerson>> AllAsync(CountyId county, CancellationToken cancellation)
    {
        Task<IReadOnlyList<ReservePerson>> pool = reserve.ListAsync(county, new ReserveFilter(ReserveState.Active), after: null, int.MaxValue, cancellation);
        Dictionary<SubjectId, KnownPerson> known = (await rosters.FindAllAsync(county, cancellation))
            .SelectMany(one => one.Roster.Postings, (one, posting) => (one.Township, Posting: posting))
            .GroupBy(one => one.Posting.Cadre)
            .Select(postings => postings.MaxBy(one => one.Posting.From))
            .ToDictionary(last => last.Posting.Cadre, last => new KnownPerson(last.Posting.Name, last.Township));
        foreach (ReserveEntry entry in (await pool).Select(one => one.Entry))
            known.TryAdd(entry.Person, new KnownPerson(entry.Name, entry.Township));
        return known;
    }

    /// <exception cref="ProblemException">The caller does not read what the person was trained in: forbidden.</exception>
    public async Task RequireReaderAsync(CountyId county, SubjectId person, Caller caller, CancellationToken cancellation)
    {
        if (caller.SeesAllDevelopment() || caller.IsSelf(person))
            return;
        if (await reserve.FindAsync(county, person, revision: null, cancellation) is not { } one || !caller.Has(Role.Township, one.Entry.Township.Value))
            await readers.RequireAsync(county, person, caller, cancellation);
    }
}

public sealed record KnownPerson(string Name, TownshipId Township);

/// <summary>Who a line of a list says that somebody is, held against what the county knows.</summary>
internal static class KnownPeople
{
    /// <summary>What is wrong with who a line names.</summary>
    /// <param name="name">Null where the line says nothing, as for the township.</param>
    /// <param name="only">The caller's townships, whose people they may name; null for all.</param>
    public static IEnumerable<ProblemError> Check(
        this IReadOnlyDictionary<SubjectId, KnownPerson> known, string path, SubjectId person, string? name, TownshipId? township, IReadOnlySet<string>? only)
    {
        if (!known.TryGetValue(person, out KnownPerson? found))
        {
            yield return new ProblemError($"{path}.person", $"'{person}' is in no roster of the county, and not in its reserve pool.");
            yield break;
        }

        if (only?.Contains(found.Township.Value) == false)
            yield return new ProblemError($"{path}.person", $"'{person}' is of '{found.Township}': a township names its own people.");
        if (name is not null && name != found.Name)
            yield return new ProblemError($"{path}.name", $"'{person}' is called '{found.Name}': the id or the name is wrong.");
        if (township is not null && township != found.Township)
            yield return new ProblemError($"{path}.township", $"'{person}' is of '{found.Township}'.");
    }
}
