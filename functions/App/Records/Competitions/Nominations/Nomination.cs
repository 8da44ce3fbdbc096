namespace Yuekao.App.Records;

/// <summary>A point (观摩点) that a township nominated for a period's tour.</summary>
public sealed record Nomination : Revised
{
    public required TownshipId Township { get; init; }

    /// <summary>Which of the scheme's points it is.</summary>
    public required PointId Point { get; init; }
    public required VillageId Village { get; init; }
    public required string Title { get; init; }

    /// <summary>What is to be seen there.</summary>
    public required string What { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Nominates a point, or replaces what was nominated; the same again leaves it as it is.</summary>
    public static Nomination Of(TownshipId township, PointId point, NominationRequest asked, Nomination? before, Caller by, DateTimeOffset at)
    {
        if (before is not null && (before.Village, before.Title, before.What) == (asked.Village, asked.Title, asked.What))
            return before;
        return new Nomination
        {
            Township = township,
            Point = point,
            Village = asked.Village,
            Title = asked.Title,
            What = asked.What,
            At = at,
            By = by.Id,
            ByName = by.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
    }
}

/// <param name="Village">A village of the township.</param>
/// <param name="Title">1 to 100 characters on one line.</param>
/// <param name="What">What is to be seen: 1 to 2000 characters.</param>
public sealed record NominationRequest(VillageId Village, string Title, string What);

internal static class NominationRules
{
    private const int LongestTitle = 100;
    private const int LongestText = 2_000;

    /// <summary>Everything that is wrong, with its JSON path.</summary>
    public static IReadOnlyList<ProblemError> Check(NominationRequest asked, Township township)
    {
        ProblemError[] elsewhere = township.Villages.Any(village => village.Id == asked.Village) ? [] : [new ProblemError("$.village", $"'{asked.Village}' is no village of '{township.Id}'.")];
        return [.. elsewhere, .. TextRules.Line("$.title", asked.Title, LongestTitle), .. TextRules.Text("$.what", asked.What, LongestText)];
    }
}
