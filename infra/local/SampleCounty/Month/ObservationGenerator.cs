namespace Yuekao.Local.SampleCounty.Month;

/// <summary>Makes up what is noted during the month: each bonus and each deduction rule applies to somebody in every township.</summary>
internal static class ObservationGenerator
{
    private const int PercentPerRule = 2;

    public static IReadOnlyList<Observation> Generate(
        SchemeDocument scheme, Period period, IReadOnlyList<SamplePosting> serving, SpecialReadings special, Dice dice)
    {
        var observations = new List<Observation>();
        IReadOnlyList<SamplePosting> candidates = [.. serving.Where(posting => !special.IsTwin(posting.Cadre))];
        foreach (ObservationRule rule in (scheme.Bonus?.Rules ?? []).Concat(scheme.Deductions?.Rules ?? []))
            foreach (SamplePosting posting in dice.PickSome(candidates, 1 + (candidates.Count * PercentPerRule / 100)))
                observations.Add(Observe(rule, posting, period, dice));
        return observations;
    }

    private static Observation Observe(ObservationRule rule, SamplePosting posting, Period period, Dice dice)
    {
        DateOnly from = posting.From > period.FirstDay ? posting.From : period.FirstDay;
        DateOnly on = from.AddDays(dice.Below(period.LastDay.DayNumber - from.DayNumber + 1));
        return new Observation
        {
            Id = $"{period}-{posting.Cadre}-{rule.Id}".ToLowerInvariant(),
            Rule = rule.Id,
            Subject = posting.Cadre,
            Source = dice.Pick(rule.Sources),
            On = on,
            Level = rule is LevelObservationRule levels ? LowestMostly(levels.Levels, dice).Id : null,
            Points = rule is RangeObservationRule range ? Points.Of(HalfPoints(range.Maximum, dice)) : null,
            Evidence = $"{rule.Title.ZhCn}：{on.Month}月{on.Day}日记录",
            At = new DateTimeOffset(on.ToDateTime(new TimeOnly(17, 30)), TimeSpan.FromHours(8)),
        };
    }

    // The county commends more often than the centre.
    private static Level LowestMostly(IReadOnlyList<Level> levels, Dice dice) => dice.Chance(85) ? levels[^1] : dice.Pick(levels);

    private static decimal HalfPoints(Points maximum, Dice dice) => dice.Between(1, (int)(maximum.Value * 2)) / 2m;
}
