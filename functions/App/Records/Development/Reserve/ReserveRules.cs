namespace Yuekao.App.Records;

/// <summary>What must hold for people of the reserve pool.</summary>
internal static class ReserveRules
{
    /// <summary>More than any county has: what lies above is a mistake.</summary>
    public const int MostPeople = 5_000;

    /// <summary>How often, in days, everybody in the pool is reviewed: every half year.</summary>
    public const int ReviewIntervalDays = 183;
    public const int LongestText = 500;

    private const int EarliestBirth = 1930;
    private const int LeastAge = 18;

    public static string ZhCn(this ReserveSource source) => source switch
    {
        ReserveSource.Selected => "内选",
        ReserveSource.InvitedBack => "回请",
        ReserveSource.Outside => "外援",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a source."),
    };

    public static string ZhCn(this ReserveEducation education) => education switch
    {
        ReserveEducation.JuniorSecondary => "初中",
        ReserveEducation.SeniorSecondary => "高中",
        ReserveEducation.VocationalSecondary => "中专",
        ReserveEducation.College => "大专",
        ReserveEducation.Bachelor => "本科",
        ReserveEducation.Postgraduate => "研究生",
        _ => throw new ArgumentOutOfRangeException(nameof(education), education, "Not a level of education."),
    };

    /// <summary>Everything that is wrong with a list by itself and beside the county's places and the pool, with its JSON path.</summary>
    /// <param name="isTheirs">Whether a township's people are the caller's to write.</param>
    public static IReadOnlyList<ProblemError> Check(
        ReserveList list, CountyPlaces places, IReadOnlyDictionary<SubjectId, ReservePerson> there, Func<TownshipId, bool> isTheirs, DateOnly today)
    {
        if (list.People.Count > MostPeople)
            return [new ProblemError("$.people", $"A list has at most {MostPeople} people: this one has {list.People.Count}.")];
        HashSet<SubjectId> seen = [];
        return [.. list.People.Index().SelectMany(one => Check($"$.people[{one.Index}]", one.Item))];

        IEnumerable<ProblemError> Check(string path, ReserveEntry entry)
        {
            if (!seen.Add(entry.Person))
                yield return new ProblemError($"{path}.person", $"'{entry.Person}' is there twice.");
            if (there.GetValueOrDefault(entry.Person) is { } known)
            {
                if (!isTheirs(known.Entry.Township))
                    yield return new ProblemError($"{path}.person", $"'{entry.Person}' is in another township's pool.");
                else if (known.Ending is not null && known.Entry != entry)
                    yield return new ProblemError($"{path}.person", $"'{entry.Person}' left the pool on {known.Ending.On:O}, and does not change any more.");
            }

            Township? township = places.Find(entry.Township);
            if (township is null)
                yield return new ProblemError($"{path}.township", $"'{entry.Township}' is no township of the county.");
            else if (!isTheirs(entry.Township))
                yield return new ProblemError($"{path}.township", "is another's: a township writes down its own people.");
            if (entry.Village is { } village && township?.Villages.All(one => one.Id != village) == true)
                yield return new ProblemError($"{path}.village", $"'{village}' is no village of {township.Name}.");
            foreach (ProblemError error in TextRules.Name($"{path}.name", entry.Name).Concat(TextRules.Name($"{path}.category", entry.Category)))
                yield return error;
            if (entry.BirthYear < EarliestBirth || entry.BirthYear > today.Year - LeastAge)
                yield return new ProblemError($"{path}.birthYear", $"must be from {EarliestBirth} to {today.Year - LeastAge}.");
            else if (entry.PartyMemberSince is { } since && (since < entry.BirthYear + LeastAge || since > today.Year))
                yield return new ProblemError($"{path}.partyMemberSince", $"must be from {entry.BirthYear + LeastAge}, the year of the age of {LeastAge}, to {today.Year}.");
        }
    }
}
