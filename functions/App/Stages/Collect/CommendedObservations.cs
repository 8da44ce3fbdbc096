namespace Yuekao.App.Stages.Collect;

/// <summary>The commendations of a cycle's period as observations, under the bonus rules that say so: nobody notes again what the county recorded.</summary>
public sealed class CommendedObservations(CommendationStore commendations)
{
    /// <summary>A pool's input with what its subjects were commended for, as it is recorded now. One storage call, and none where no rule takes commendations.</summary>
    public async Task<PoolInput> JoinAsync(CycleContext context, PoolInput input, CancellationToken cancellation)
    {
        LevelObservationRule[] rules = [.. (context.Scheme.Document.Bonus?.Rules ?? []).OfType<LevelObservationRule>().Where(rule => rule.Commendations)];
        if (rules.Length == 0)
            return input;
        IReadOnlyList<Commendation> given = await commendations.OfPeriodAsync(context.Key.County, context.Key.Period, cancellation);
        IEnumerable<Observation> observed =
            from one in given
            where one.Withdrawn is null
            orderby one.Content.On, one.Id
            from rule in rules
            where rule.Levels.Any(level => level.Id == LevelOf(one))
            from entry in input.Roster
            where IsOf(context.Scheme.Document.Subject, entry, one.Content)
            select ToObservation(one, rule, entry.Subject, rules.Length);
        return input with { Observations = [.. input.Observations, .. observed] };
    }

    // What a village is given is its secretary's, and nobody else's of it.
    private static bool IsOf(SubjectKind kind, RosterEntry entry, CommendationRequest content) => content.Kind switch
    {
        CommendedKind.Person => entry.Subject.Value == content.Recipient && kind is not (SubjectKind.Village or SubjectKind.Township),
        _ => entry.Village?.Value == content.Recipient && kind is SubjectKind.Village or SubjectKind.Secretary,
    };

    // A colon is in no id that people give: a commendation is no other observation. A village may have had several secretaries.
    private static Observation ToObservation(Commendation one, LevelObservationRule rule, SubjectId subject, int rules) => new()
    {
        Id = $"commendation:{one.Id}:{subject}{(rules > 1 ? $":{rule.Id}" : "")}",
        Rule = rule.Id,
        Subject = subject,
        Source = rule.Sources[0],
        On = one.Content.On,
        Level = LevelOf(one),
        Evidence = $"{one.Content.IssuedBy}：{one.Content.Title}{(one.Content.Document is { } number ? $"（{number}）" : "")}",
        At = one.At,
    };

    private static LevelId LevelOf(Commendation one) => LevelId.Of(CsvValues.NameOf(one.Content.Level));
}
