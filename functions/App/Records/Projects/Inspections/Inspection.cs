namespace Yuekao.App.Records;

/// <summary>Of all of a township's work (全面督察), or of one matter (专项督察).</summary>
public enum InspectionKind
{
    Comprehensive,
    Special,
}

/// <summary>An inspection (督查) by a department or the county's supervision office. What it finds fault with are its <see cref="Finding"/>s.</summary>
public sealed record Inspection : Revised
{
    public required InspectionId Id { get; init; }

    /// <summary>Whose inspection it is, as tokens have the role: <c>supervision</c> or <c>department:finance</c>.</summary>
    public required string Office { get; init; }
    public required InspectionKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>Its first and last day.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    internal string Resource => $"inspections/{Id}";

    /// <summary>Opens an inspection, or replaces what is said of it; the same again leaves it as it is.</summary>
    public static Inspection Of(InspectionId id, string office, InspectionRequest asked, Inspection? before, Caller by, DateTimeOffset at)
    {
        if (before is not null && (before.Kind, before.Title, before.From, before.To) == (asked.Kind, asked.Title, asked.From, asked.To))
            return before;
        return new Inspection
        {
            Id = id,
            Office = office,
            Kind = asked.Kind,
            Title = asked.Title,
            From = asked.From,
            To = asked.To,
            At = at,
            By = by.Id,
            ByName = by.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
    }
}

/// <param name="Title">1 to 100 characters.</param>
/// <param name="To">Its last day, not before the first.</param>
public sealed record InspectionRequest(InspectionKind Kind, string Title, DateOnly From, DateOnly To);

/// <summary>Something that an inspection found fault with, in a project of a township; it is rectified by the township, and verified by whose inspection it is.</summary>
public sealed record Finding : Revised
{
    public required InspectionId Inspection { get; init; }

    /// <summary>Unique in the inspection.</summary>
    public required FindingId Id { get; init; }

    /// <summary>Whose inspection it is.</summary>
    public required string Office { get; init; }
    public required ProjectId Project { get; init; }
    public required TownshipId Township { get; init; }

    /// <summary>What is wrong.</summary>
    public required string What { get; init; }
    public required Remedy Remedy { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Null while it counts.</summary>
    public Withdrawal? Withdrawn { get; init; }
    public RemedyStatus Status => Withdrawn is not null ? RemedyStatus.Withdrawn : Remedy.Status;
    internal bool IsOpen => Status is RemedyStatus.Open or RemedyStatus.Reported;
    internal string Resource => $"inspections/{Inspection}/findings/{Id}";

    /// <summary>Notes a finding, or replaces what was noted; the same again leaves it as it is.</summary>
    /// <exception cref="ProblemException">It was withdrawn, or reported as rectified: rule broken.</exception>
    public static Finding Of(Inspection inspection, FindingId id, FindingRequest asked, Finding? before, Caller by, DateTimeOffset at)
    {
        if (before is not null && (before.Project, before.Township, before.What, before.Remedy.Due) == (asked.Project, asked.Township, asked.What, asked.Due) && before.Withdrawn is null)
            return before;
        if (before is { Withdrawn: not null })
            throw new ProblemException(ProblemType.RuleBroken, $"The finding '{id}' was withdrawn, and stays so: note it under another id.");
        if (before is { Remedy.Report: not null })
            throw new ProblemException(ProblemType.RuleBroken, "The township has reported on it: verify that, or withdraw the finding.");
        return new Finding
        {
            Inspection = inspection.Id,
            Id = id,
            Office = inspection.Office,
            Project = asked.Project,
            Township = asked.Township,
            What = asked.What,
            Remedy = new Remedy(asked.Due),
            // It was found when it was first noted, however it is worded since.
            At = before?.At ?? at,
            By = by.Id,
            ByName = by.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
    }

    /// <summary>What a step makes of it; itself where the step changes nothing.</summary>
    /// <exception cref="ProblemException">It was withdrawn: rule broken.</exception>
    public Finding Rectify(Func<Remedy, Remedy> step)
    {
        if (Withdrawn is not null)
            throw new ProblemException(ProblemType.RuleBroken, "The finding was withdrawn: there is nothing to rectify.");
        Remedy next = step(Remedy);
        return ReferenceEquals(next, Remedy) ? this : this with { Remedy = next, Revision = Revision + 1 };
    }

    /// <summary>Takes it back, with a reason; again leaves it as it is.</summary>
    public Finding Withdraw(string reason, Caller by, DateTimeOffset at) =>
        Withdrawn is not null ? this : this with { Withdrawn = new Withdrawal(reason, at, by.Id, by.Name), Revision = Revision + 1 };
}

/// <param name="Project">A project that the township has to do.</param>
/// <param name="What">1 to 2000 characters.</param>
/// <param name="Due">When it must be rectified, in the future.</param>
public sealed record FindingRequest(ProjectId Project, TownshipId Township, string What, DateTimeOffset Due);
