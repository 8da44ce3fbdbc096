namespace Yuekao.App.Stages.Collect;

/// <summary>A dated, evidenced fact about a subject (日常监管、表彰、否决), as a source notes it.</summary>
public sealed record ObservationRequest
{
    /// <summary>The rule it falls under, one of the source's.</summary>
    public required RuleId Rule { get; init; }

    /// <summary>The subject, of the township.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The day of the fact, within the period.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The level, under a rule with levels.</summary>
    public LevelId? Level { get; init; }

    /// <summary>The points, under a rule with a range.</summary>
    public Points? Points { get; init; }

    /// <summary>What shows it: 1 to 1000 characters.</summary>
    public required string Evidence { get; init; }
}

/// <summary>An observation as it was recorded.</summary>
public sealed record ObservationRecord : Stored
{
    /// <summary>Its id, unique in the township and cycle.</summary>
    public required string Id { get; init; }

    public required TownshipId Township { get; init; }

    /// <summary>Who noted it.</summary>
    public required SourceId Source { get; init; }

    /// <summary>The rule it falls under.</summary>
    public required RuleId Rule { get; init; }

    public required SubjectId Subject { get; init; }

    /// <summary>The day of the fact.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The level, under a rule with levels.</summary>
    public LevelId? Level { get; init; }

    /// <summary>The points, under a rule with a range.</summary>
    public Points? Points { get; init; }

    /// <summary>What shows it.</summary>
    public required string Evidence { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of who noted it.</summary>
    public required string By { get; init; }

    /// <summary>The name of who noted it.</summary>
    public required string ByName { get; init; }

    /// <summary>Why it does not count any more.</summary>
    /// <value>Null while it counts.</value>
    public Withdrawal? Withdrawn { get; init; }

    /// <summary>The digest of what was noted: the same content has the same, whoever noted it when.</summary>
    internal Digest Digest => Digest.OfJson(new ObservationRequest { Rule = Rule, Subject = Subject, On = On, Level = Level, Points = Points, Evidence = Evidence });

    internal Observation ToObservation(string id) => new()
    {
        Id = id,
        Rule = Rule,
        Subject = Subject,
        Source = Source,
        On = On,
        Level = Level,
        Points = Points,
        Evidence = Evidence,
        At = At,
    };
}

/// <summary>Why an observation does not count any more.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was withdrawn.</param>
/// <param name="By">The id of who withdrew it.</param>
/// <param name="ByName">The name of who withdrew it.</param>
public sealed record Withdrawal(string Reason, DateTimeOffset At, string By, string ByName);
