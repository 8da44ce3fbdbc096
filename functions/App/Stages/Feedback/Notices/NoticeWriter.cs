namespace Yuekao.App.Stages.Feedback;

/// <summary>Writes the notices of one pool from its recorded result. Pure: the same result gives the same notice.</summary>
internal sealed class NoticeWriter(CycleContext context, CycleRecord cycle, PoolResult result)
{
    private readonly SchemeDocument scheme = context.Scheme.Document;
    private readonly PoolFeedback feedback = PoolFeedback.Of(context.Scheme, result.Decided);

    /// <param name="appeal">What the subject's appeal came to; null where it did not appeal.</param>
    public Notice OfSubject(NoticeRecord record, AppealOutcome? appeal)
    {
        SubjectId subject = record.Subject!.Value;
        context.TryFind(subject, out FrozenTownship? township, out FrozenSubject? frozen);
        DecidedOutcome decided = appeal?.Decided?.Decided ?? result.Decided.Outcomes.First(outcome => outcome.Proposed.Entry.Subject == subject);
        SubjectFeedback own = (appeal?.Decided is { } corrected ? PoolFeedback.Of(context.Scheme, With(corrected)) : feedback).For(subject);
        LedgerLine? line = appeal?.Ledger?.After ?? result.Ledger?.Lines.First(one => one.Subject == subject);
        return Begin(record, new NoticeRecipient(subject.Value, frozen!.Name, township!.Name, township.VillageOf(frozen)?.Name, frozen.Post)) with
        {
            Outcome = Outcome(appeal?.Decided is { Improved: true } better ? decided with { Proposed = better.Recomputed } : decided),
            Items = [.. own.Items.Select(Item)],
            Strengths = [.. own.Strengths.Select(item => TitleOf(item.Item))],
            Shortfalls = [.. own.Shortfalls.Select(Shortfall)],
            Subsidy = line is null ? null : Subsidy(line, [.. result.ArrearsOf(subject)]),
            Appeal = context.Times.Appeal == TimeSpan.Zero ? null : new NoticeAppeal($"{context.Key.Resource}/subjects/{subject}/appeal", cycle.AppealsUntil, appeal?.Ruling),
        };
    }

    public Notice OfVillage(NoticeRecord record)
    {
        VillageId village = record.Village!.Value;
        FrozenTownship township = context.RequireTownship(record.Township);
        DecidedOutcome[] members = [.. result.Decided.Outcomes.Where(outcome => outcome.Proposed.Entry.Village == village)];
        DecidedOutcome? assessed = members.FirstOrDefault(outcome => outcome.Proposed.Kind != OutcomeKind.NotAssessed);
        return Begin(record, new NoticeRecipient(village.Value, record.Name, township.Name, record.Name)) with
        {
            Grades = [.. context.Scheme.Grades.Select(grade => new NoticeGradeCount(grade.Title, members.Count(outcome => outcome.Grade == grade.Id)))],
            Items = assessed is null ? [] : [.. feedback.For(assessed.Proposed.Entry.Subject).Items.Where(item => item.Level == ItemLevel.Village).Select(Item)],
            Shortfalls = [.. feedback.Shortfalls.Where(shortfall => shortfall.Village == village).Select(Shortfall)],
        };
    }

    private static NoticeSubsidy Subsidy(LedgerLine line, IReadOnlyList<ArrearsLine> arrears) => new(
        line.Base, line.Assessed, line.AssessedPaid, line.Reward, arrears.Aggregate(line.Paid, (sum, one) => sum + one.Difference),
        [.. arrears.Select(one => new NoticeArrears(one.Period, one.Difference, one.Before.Base, one.After.Base, one.Before.Days, one.After.Days))]);

    private Notice Begin(NoticeRecord record, NoticeRecipient recipient) =>
        new(record.Id, record.Revision, record.IssuedAt, scheme.Title, context.Key.Period, recipient)
        {
            Items = [],
            CarriedOver = record.CarriedOver,
            RectifyBy = context.Times.RectifyBy(record.IssuedAt),
        };

    private NoticeOutcome Outcome(DecidedOutcome decided)
    {
        (SubjectOutcome proposed, Explanation how) = (decided.Proposed, decided.Proposed.Explanation);
        return new NoticeOutcome
        {
            Kind = proposed.Kind,
            Reason = proposed.Reason,
            Grade = decided.Grade is { } grade ? GradeTitle(grade) : null,
            Selected = decided.Selected,
            Score = proposed.Score?.Shown,
            Rank = proposed.Rank,
            Assessed = how.Pool.Assessed,
            Seats = [.. how.Pool.Grades.Where(line => line.Seats is not null).Select(line => new NoticeGradeCount(GradeTitle(line.Grade), line.Seats!.Value))],
            Boundaries = [.. how.Pool.Grades.Select(line => new NoticeBoundary(GradeTitle(line.Grade), line.From, line.Lowest?.Shown))],
            Components = [.. how.Components.Select(line => Component(scheme.Components.First(one => one.Id == line.Component), line.Contribution.Shown))],
            Bonus = how.Bonus.Counted,
            Deductions = how.Deductions.Counted,
            Observations =
            [
                .. how.Bonus.Lines.Select(line => Observed(line.Observation, line.Points.Value)),
                .. how.Deductions.Lines.Select(line => Observed(line.Observation, -line.Points.Value)),
                .. how.Vetoes.Select(noted => Observed(noted, scheme.Vetoes.First(veto => veto.Id == noted.Rule).Standing is null ? null : 0)),
            ],
            NotMet = [.. how.GateFailures.Select(reading => TitleOf(reading.Item)).Distinct()],
            Waived = [.. how.Pool.Waivers.Select(waiver => TitleOf(waiver.Item))],
            Tied = how.Tie is not null,
            Adjustment = decided.Adjustment?.Reason,
        };
    }

    // The appellant's corrected readings beside the others' as they were.
    private Decided With(AppealDecided corrected) => result.Decided with
    {
        Outcomes = [.. result.Decided.Outcomes.Select(outcome =>
            outcome.Proposed.Entry.Subject == corrected.Recomputed.Entry.Subject ? corrected.Decided with { Proposed = corrected.Recomputed } : outcome)],
    };

    private static NoticeComponent Component(Component component, string contribution) => new(component.Title, contribution, component.Weight);

    private NoticeItem Item(ItemFeedback item) => new(
        TitleOf(item.Item), item.Level, item.FailedGate, item.Waived, Value(item), item.Obtained?.Shown, item.Maximum, item.Maximum is null ? null : item.Average?.Shown);

    private NoticeShortfall Shortfall(Shortfall shortfall) => new(TitleOf(shortfall.Item), shortfall.Kind, shortfall.Village is not null);

    private LocalText? Value(ItemFeedback item) => item.Readings.Count == 0 ? null : new LocalText
    {
        ZhCn = string.Join('；', item.Readings.Select(line => Value(line.Reading, text => text.ZhCn))),
        En = string.Join("; ", item.Readings.Select(line => Value(line.Reading, text => text.En ?? text.ZhCn))),
    };

    private string Value(Reading reading, Func<LocalText, string> language)
    {
        Item item = scheme.Items.First(one => one.Id == reading.Item);
        if (reading.Value.Number is { } number)
            return item is MeasureItem measure ? $"{number} {language(measure.Unit)}" : number.ToString();
        if (reading.Value.Mean is { } mean)
            return mean.ToString();
        LocalText? word = item is LevelItem levels
            ? levels.Levels.FirstOrDefault(level => level.Id.Value == reading.Value.Word)?.Title
            : NoticeTexts.OfCheck(reading.Value);
        return word is null ? reading.Value.Word! : language(word);
    }

    private NoticeObservation Observed(Observation observation, decimal? points) => new(RuleTitle(observation.Rule), observation.On, observation.Evidence, points);
    private LocalText TitleOf(ItemId item) => scheme.Items.First(one => one.Id == item).Title;
    private LocalText GradeTitle(GradeId grade) => context.Scheme.Grades.First(one => one.Id == grade).Title;

    private LocalText RuleTitle(RuleId rule) =>
        (scheme.Bonus?.Rules ?? []).Concat(scheme.Deductions?.Rules ?? []).FirstOrDefault(one => one.Id == rule)?.Title ?? scheme.Vetoes.First(veto => veto.Id == rule).Title;
}
