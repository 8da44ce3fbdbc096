using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Decisions;

/// <summary>Turns a proposal into a decision, and says whether the seats still hold.</summary>
public static class Meeting
{
    /// <summary>
    /// Applies a meeting's decision. Seats hold when no grade above the middle has more subjects than seats, and every grade below the middle has as many as it has seats,
    /// or as were proposed for it where gate or ties made that another number.
    /// </summary>
    /// <param name="scheme">The scheme of the proposal.</param>
    /// <param name="proposal">The proposal.</param>
    /// <param name="decision">What the meeting resolved.</param>
    /// <returns><see cref="Decided"/>, or <see cref="DecisionRefused"/> with every reason.</returns>
    /// <exception cref="ArgumentException">The proposal is of another scheme.</exception>
    public static DecisionResult Decide(Scheme scheme, Proposal proposal, MeetingDecision decision)
    {
        if (proposal.Pool.Scheme != scheme.Key)
            throw new ArgumentException($"The proposal is of {proposal.Pool.Scheme}, not of {scheme.Key}.", nameof(proposal));

        var problems = new List<InputProblem>();
        var adjustments = new Dictionary<SubjectId, Adjustment>();
        var proposed = proposal.Outcomes.ToDictionary(outcome => outcome.Entry.Subject);
        foreach (var (index, adjustment) in decision.Adjustments.Index())
        {
            var path = $"$.adjustments[{index}]";
            if (Problem(scheme, proposed.GetValueOrDefault(adjustment.Subject), adjustment) is var (code, message))
                problems.Add(new(path, code, message));
            else if (!adjustments.TryAdd(adjustment.Subject, adjustment))
                problems.Add(new(path, "duplicate", $"'{adjustment.Subject}' is already adjusted: once is enough."));
        }

        var outcomes = proposal.Outcomes.Select(outcome => Adjusted(outcome, adjustments.GetValueOrDefault(outcome.Entry.Subject))).ToList();
        var breaches = Raised(scheme, outcomes).Concat(Seats(scheme, proposal.Pool, outcomes)).ToList();
        return problems.Count == 0 && (breaches.Count == 0 || !string.IsNullOrWhiteSpace(decision.OverrideReason))
            ? new Decided(proposal.Pool, outcomes, breaches)
            : new DecisionRefused(problems, breaches);
    }

    private static (string Code, LocalizableString Message)? Problem(Scheme scheme, SubjectOutcome? outcome, Adjustment adjustment)
    {
        var selects = scheme.Document.Grading is RankingGrading { Selects: not null };
        return adjustment switch
        {
            _ when outcome is null => ("unknown-subject", $"'{adjustment.Subject}' is not in the pool."),
            _ when outcome.Kind == OutcomeKind.NotAssessed => ("not-assessed", $"'{adjustment.Subject}' was not assessed: there is nothing to adjust."),
            { Grade: { } grade } when scheme.Grades.All(one => one.Id != grade) => ("unknown-grade", $"'{grade}' is not a grade of this scheme."),
            { Selected: not null } when !selects => ("not-allowed", "This scheme selects nobody: leave selected out."),
            { Grade: null, Selected: null } => ("missing", "The adjustment names no outcome."),
            _ when string.IsNullOrWhiteSpace(adjustment.Reason) => ("missing", $"The adjustment of '{adjustment.Subject}' gives no reason."),
            _ when (adjustment.Grade ?? outcome.Grade) == outcome.Grade && (adjustment.Selected ?? outcome.Selected) == outcome.Selected =>
                ("no-change", $"'{adjustment.Subject}' is proposed for that already: leave the adjustment out."),
            _ => null,
        };
    }

    private static DecidedOutcome Adjusted(SubjectOutcome outcome, Adjustment? adjustment) =>
        new(outcome, adjustment?.Grade ?? outcome.Grade, adjustment?.Selected ?? outcome.Selected, adjustment);

    private static IEnumerable<DecisionBreach> Raised(Scheme scheme, List<DecidedOutcome> outcomes) =>
        from outcome in outcomes
        where outcome.Adjustment is not null
        where outcome.Proposed.Kind is OutcomeKind.Gated or OutcomeKind.Vetoed
            ? outcome.Selected || Place(scheme, outcome.Grade) < Place(scheme, outcome.Proposed.Grade)
            : Place(scheme, outcome.Grade) < Bound(scheme, outcome.Proposed)
        select new DecisionBreach(BreachKind.Raised, outcome.Grade, 0, 1, outcome.Proposed.Entry.Subject);

    /// <summary>The best place that the standing of the year leaves; 0 for any.</summary>
    private static int Bound(Scheme scheme, SubjectOutcome proposed) => proposed.Explanation.Vetoes
        .Select(noted => scheme.Document.Vetoes.First(veto => veto.Id == noted.Rule)).Where(veto => veto.Standing is not null)
        .Select(veto => Place(scheme, veto.Outcome)).DefaultIfEmpty().Max();

    private static IEnumerable<DecisionBreach> Seats(Scheme scheme, PoolSummary pool, List<DecidedOutcome> outcomes)
    {
        if (scheme.Document.Grading is RankingGrading { Selects: { } selects } && outcomes.Count(outcome => outcome.Selected) is var selected && selected > selects)
            yield return new(BreachKind.TooMany, null, selects, selected, null);
        if (scheme.Document.Grading is not QuotaGrading quota)
            yield break;

        var middle = Place(scheme, quota.Middle);
        foreach (var (place, line) in pool.Grades.Index())
        {
            var given = outcomes.Count(outcome => outcome.Grade == line.Grade);
            var (most, least) = (Math.Max(line.Seats!.Value, line.Given), Math.Min(line.Seats.Value, line.Given));
            if (place != middle && given > most)
                yield return new(BreachKind.TooMany, line.Grade, most, given, null);
            if (place > middle && given < least)
                yield return new(BreachKind.TooFew, line.Grade, least, given, null);
        }
    }

    private static int Place(Scheme scheme, GradeId? grade) => scheme.Grades.Index().FirstOrDefault(one => one.Item.Id == grade, (scheme.Grades.Count, null!)).Index;
}
