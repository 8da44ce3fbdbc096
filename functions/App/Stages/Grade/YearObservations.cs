namespace Yuekao.App.Stages.Grade;

/// <summary>What the periods of a year say of a pool's subjects, under the rules of a scheme of the year that count them: nobody types again what was decided month by month.</summary>
public sealed class YearObservations(IYearGrades years)
{
    /// <summary>Begins the ids of such observations; a colon is in no id that people give.</summary>
    public const string Prefix = "year:";

    /// <summary>
    /// A pool's input with an observation for each period that a rule counts, and one for whoever a standing bars. No storage call where no rule asks for any. Null
    /// while a cycle of the year is not sealed.
    /// </summary>
    public async Task<PoolInput?> JoinAsync(CycleContext context, PoolInput input, CancellationToken cancellation)
    {
        SchemeDocument document = context.Scheme.Document;
        FixedObservationRule[] rules = [.. (document.Bonus?.Rules ?? []).Concat(document.Deductions?.Rules ?? []).OfType<FixedObservationRule>().Where(rule => rule.Periods is not null)];
        VetoRule[] vetoes = [.. document.Vetoes.Where(veto => veto.Standing is not null)];
        if (await years.OfAsync(context.Key, rules.Select(rule => rule.Periods!.Scheme).Concat(vetoes.Select(veto => veto.Standing!.Value)), cancellation) is not { } grades)
            return null;

        IEnumerable<Observation> observed =
            from entry in input.Roster
            from one in rules.SelectMany(rule => Periods(context, rule, entry.Subject, grades[rule.Periods!.Scheme]))
                .Concat(vetoes.SelectMany(veto => Bars(context, veto, entry.Subject, grades[veto.Standing!.Value])))
            select one;
        return input with { Observations = [.. input.Observations, .. observed] };
    }

    private static IEnumerable<Observation> Periods(CycleContext context, FixedObservationRule rule, SubjectId subject, YearGrades year) =>
        from one in rule.Periods!.Grade is { } grade
            ? year.Of(subject).Where(one => one.Grade == grade).Select(one => (one.Period, What: TitleOf(year.Scheme!, grade)))
            : year.PlacesOf(subject).Where(one => one.Place <= rule.Periods.Places).Select(one => (one.Period, What: $"第{one.Place}名"))
        let evidence = $"《{year.Scheme!.Document.Title.ZhCn}》{one.Period}：{one.What}"
        select Noted(context, subject, rule.Id, rule.Sources[0], one.Period.LastDay, $"{rule.Id}:{one.Period}", evidence);

    // Where there was no period, nobody was excellent often enough: that is for the meeting to say.
    private static IEnumerable<Observation> Bars(CycleContext context, VetoRule veto, SubjectId subject, YearGrades year)
    {
        if (year.Scheme?.Document.Standing is null)
            return [];
        Period last = Period.Containing(context.Key.Period.LastDay, year.Scheme.Document.Period);
        Assessment.Standings.Standing standing = YearStanding.Evaluate(year.Scheme, subject, year.Of(subject), last);
        string[] reasons = [.. standing.Reasons.Select(reason => Sentence(year.Scheme, reason))];
        return reasons.Length == 0 ? [] : [Noted(context, subject, veto.Id, veto.Sources[0], context.Key.Period.LastDay, veto.Id.Value, string.Join("；", reasons))];
    }

    private static string Sentence(Scheme scheme, RuleStanding reason) =>
        $"{TitleOf(scheme, reason.Rule.Grade)}{reason.Periods.Count}次（{string.Join("、", reason.Periods)}），{(reason.Rule.Bars == StandingBar.FewerThan ? "少于" : "达到")}{reason.Rule.Periods}次";

    private static Observation Noted(CycleContext context, SubjectId subject, RuleId rule, SourceId source, DateOnly on, string what, string evidence) => new()
    {
        Id = $"{Prefix}{subject}:{what}",
        Rule = rule,
        Subject = subject,
        Source = source,
        On = on,
        Evidence = evidence,
        At = context.Times.PeriodEnds,
    };

    private static string TitleOf(Scheme scheme, GradeId grade) => scheme.Grades.First(one => one.Id == grade).Title.ZhCn;
}
