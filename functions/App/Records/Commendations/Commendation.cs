namespace Yuekao.App.Records;

/// <summary>Whose party committee, or government, commends; in schemes by the same names.</summary>
public enum CommendationLevel
{
    Central,
    Provincial,
    City,
    County,
}

public enum CommendedKind
{
    /// <summary>A cadre, an organizer or a secretary.</summary>
    Person,

    /// <summary>A village: it counts for its secretary, too.</summary>
    Village,
}

/// <summary>A commendation (表彰), as the county records it.</summary>
public sealed record CommendationRequest
{
    public required CommendedKind Kind { get; init; }

    /// <summary>The id of who is commended, in a roster or among the county's villages.</summary>
    public required string Recipient { get; init; }
    public required CommendationLevel Level { get; init; }

    /// <summary>As what: 1 to 200 characters, as for who issued it.</summary>
    public required string Title { get; init; }
    public required string IssuedBy { get; init; }

    /// <summary>The day of the decision, today at the latest.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The number of the document: 1 to 100 characters; null where it has none.</summary>
    public string? Document { get; init; }
}

/// <summary>A commendation under its id in the county. It never changes; withdrawn, it stays on record and does not count. Withdrawn is null while it counts.</summary>
public sealed record Commendation : Stored
{
    public required string Id { get; init; }
    public required CommendationRequest Content { get; init; }

    /// <summary>What who is commended is called.</summary>
    public required string Name { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    public Withdrawal? Withdrawn { get; init; }

    internal string Resource => $"commendations/{Id}";
}

internal static class CommendationTitles
{
    public static string ZhCn(this CommendationLevel level) => level switch
    {
        CommendationLevel.Central => "中央",
        CommendationLevel.Provincial => "省级",
        CommendationLevel.City => "市级",
        CommendationLevel.County => "县级",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level."),
    };
}
