namespace Yuekao.App.Records;

/// <summary>Who reads and writes what is kept of people's development: the county all of it, a township that of its own people, each person their own; and nobody acts on themself.</summary>
internal static class DevelopmentPeople
{
    /// <summary>Whether the caller sees all people of the county.</summary>
    public static bool SeesAllDevelopment(this Caller caller) => caller.Has(Role.County) || caller.Has(Role.Supervision) || caller.Has(Role.Meeting, PoolId.County.Value);

    /// <summary>Of which townships the caller sees people; null for all.</summary>
    public static IReadOnlyList<string>? TownshipsSeen(this Caller caller) => caller.SeesAllDevelopment() ? null : [.. caller.IdsOf(Role.Township)];

    /// <exception cref="ProblemException">The caller is the person: forbidden.</exception>
    public static void RequireNotSelf(this Caller caller, SubjectId person)
    {
        if (caller.IsSelf(person))
            throw new ProblemException(ProblemType.Forbidden, "Nobody records what concerns themself: somebody else must.");
    }

    /// <exception cref="ProblemException">The person is of none of the caller's townships, and is not the caller: forbidden.</exception>
    public static void RequireReader(this Caller caller, SubjectId person, TownshipId township)
    {
        if (!caller.SeesAllDevelopment() && !caller.IsSelf(person) && !caller.Has(Role.Township, township.Value))
            throw new ProblemException(ProblemType.Forbidden, $"'{person}' is another township's.");
    }

    /// <exception cref="ProblemException">The person is of none of the caller's townships, where the county is not the caller, or is the caller: forbidden.</exception>
    public static void RequireWriter(this Caller caller, SubjectId person, TownshipId township)
    {
        caller.RequireNotSelf(person);
        if (!caller.Has(Role.County) && !caller.Has(Role.Township, township.Value))
            throw new ProblemException(ProblemType.Forbidden, $"'{person}' is another township's.");
    }
}
