namespace Yuekao.App.Stages.Collect;

/// <summary>A dated, evidenced fact about a subject (日常监管、表彰、否决), as a source notes it.</summary>
public sealed record ObservationRequest
{
    /// <summary>One of the source's.</summary>
    public required RuleId Rule { get; init; }

    /// <summary>One of the township's.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The day of the fact, within the period.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Under a rule with levels, and only there.</summary>
    public LevelId? Level { get; init; }

    /// <summary>Under a rule with a range, and only there.</summary>
    public Points? Points { get; init; }

    /// <summary>What shows it: 1 to 1000 characters.</summary>
    public required string Evidence { get; init; }
}

/// <summary>An observation as it was recorded.</summary>
public sealed record ObservationRecord : Stored
{
    /// <summary>Unique in the township and cycle.</summary>
    public required string Id { get; init; }
    public required TownshipId Township { get; init; }

    /// <summary>Who noted it.</summary>
    public required SourceId Source { get; init; }
    public required RuleId Rule { get; init; }
    public required SubjectId Subject { get; init; }
    public required DateOnly On { get; init; }
    public LevelId? Level { get; init; }
    public Points? Points { get; init; }
    public required string Evidence { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Why it does not count any more; null while it counts.</summary>
    public Withdrawal? Withdrawn { get; init; }

    /// <summary>Of what was noted: the same content has the same, whoever noted it when.</summary>
    internal Digest Digest => Digest.OfJson(new ObservationRequest { Rule = Rule, Subject = Subject, On = On, Level = Level, Points = Points, Evidence = Evidence });

    internal Observation ToObservation(string id) =>
        new() { Id = id, Rule = Rule, Subject = Subject, Source = Source, On = On, Level = Level, Points = Points, Evidence = Evidence, At = At };
}

/// <summary>Why an observation does not count any more.</summary>
public sealed record Withdrawal(string Reason, DateTimeOffset At, string By, string ByName);
