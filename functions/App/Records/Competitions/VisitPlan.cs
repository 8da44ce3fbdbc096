namespace Yuekao.App.Records;

/// <summary>The tour of a period: in which order, and when, the points are visited.</summary>
public sealed record VisitPlan : Revised
{
    /// <summary>In the order of the visits.</summary>
    public required IReadOnlyList<Visit> Visits { get; init; }

    /// <summary>Whether townships and judges may see it, and were told.</summary>
    public required bool IsPublished { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Null while it holds.</summary>
    public Withdrawal? Withdrawn { get; init; }
    internal bool IsOut => IsPublished && Withdrawn is null;

    /// <summary>Plans the visits, or replaces a plan, be it one that was withdrawn; the same again leaves it as it is. What was published stays so.</summary>
    public static VisitPlan Of(VisitPlanRequest asked, VisitPlan? before, Caller by, DateTimeOffset at)
    {
        bool isPublished = asked.Publish || before is { IsOut: true };
        if (before is { Withdrawn: null } && before.IsPublished == isPublished && before.Visits.SequenceEqual(asked.Visits))
            return before;
        return new VisitPlan
        {
            Visits = asked.Visits,
            IsPublished = isPublished,
            At = at,
            By = by.Id,
            ByName = by.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
    }

    /// <summary>Takes it back, with a reason, so that townships may nominate anew; again leaves it as it is.</summary>
    public VisitPlan Withdraw(string reason, Caller by, DateTimeOffset at) =>
        Withdrawn is not null ? this : this with { Withdrawn = new Withdrawal(reason, at, by.Id, by.Name), Revision = Revision + 1 };
}

/// <param name="At">When the judges arrive.</param>
public sealed record Visit(TownshipId Township, PointId Point, DateTimeOffset At);

/// <param name="Visits">Every nominated point once, each later than the one before, while the period's readings are collected.</param>
/// <param name="Publish">Whether townships and judges are told.</param>
public sealed record VisitPlanRequest(IReadOnlyList<Visit> Visits, bool Publish = false);

internal static class VisitRules
{
    /// <summary>Everything that is wrong, with its JSON path, in the plan's order.</summary>
    public static IReadOnlyList<ProblemError> Check(VisitPlanRequest asked, CompetitionPlace place, IReadOnlyList<Nomination> nominated)
    {
        HashSet<(TownshipId, PointId)> open = [.. nominated.Select(one => (one.Township, one.Point))];
        HashSet<(TownshipId, PointId)> left = [.. open];
        var errors = new List<ProblemError>();
        foreach ((int index, Visit visit) in asked.Visits.Index())
        {
            string path = $"$.visits[{index}]";
            if (!open.Contains((visit.Township, visit.Point)))
                errors.Add(new ProblemError($"{path}.point", $"'{visit.Township}' has not nominated '{visit.Point}'."));
            else if (!left.Remove((visit.Township, visit.Point)))
                errors.Add(new ProblemError($"{path}.point", $"'{visit.Point}' of '{visit.Township}' is there twice: each is visited once."));
            if (index > 0 && visit.At <= asked.Visits[index - 1].At)
                errors.Add(new ProblemError($"{path}.at", $"must be after the visit before, {asked.Visits[index - 1].At:O}."));
            if (visit.At < place.From || visit.At > place.To)
                errors.Add(new ProblemError($"{path}.at", $"must be while readings are collected: from {place.From:O} to {place.To:O}."));
        }

        if (nominated.Count == 0)
            errors.Add(new ProblemError("$.visits", "Nothing is nominated yet."));
        return [.. errors, .. nominated.Where(one => left.Contains((one.Township, one.Point))).Select(one => new ProblemError("$.visits", $"'{one.Point}' of '{one.Township}' is left out: every nominated point is visited."))];
    }
}
