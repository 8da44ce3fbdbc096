namespace Yuekao.App.Stages.Collect;

/// <summary>The commendations of a cycle's period as observations, under the bonus rules that say so: nobody notes again what the county recorded.</summary>
public sealed class CommendedObservations(CommendationStore commendations, RosterStore rosters)
{
    /// <summary>
    /// A pool's input with what its subjects were commended for, as it is recorded now. One storage call, and none where no rule takes commendations; where a village's
    /// counts for its secretary, the rosters of such villages' townships too.
    /// </summary>
    public async Task<PoolInput> JoinAsync(CycleContext context, PoolInput input, CancellationToken cancellation)
    {
        LevelObservationRule[] rules = [.. (context.Scheme.Document.Bonus?.Rules ?? []).OfType<LevelObservationRule>().Where(rule => rule.Commendations)];
        if (rules.Length == 0)
            return input;
        Commendation[] given = [.. (await commendations.OfPeriodAsync(context.Key.County, context.Key.Period, cancellation)).Where(one => one.Withdrawn is null)];
        IReadOnlyList<Posting> secretaries = await SecretariesAsync(context, given, cancellation);
        IEnumerable<Observation> observed =
            from one in given
            orderby one.Content.On, one.Id
            from rule in rules
            where rule.Levels.Any(level => level.Id == LevelOf(one))
            from subject in WhoseOf(context.Scheme.Document.Subject, input.Roster, one.Content, secretaries)
            select ToObservation(one, rule, subject, rules.Length);
        return input with { Observations = [.. input.Observations, .. observed] };
    }

    private async Task<IReadOnlyList<Posting>> SecretariesAsync(CycleContext context, Commendation[] given, CancellationToken cancellation)
    {
        if (context.Scheme.Document.Subject != SubjectKind.Secretary)
            return [];
        HashSet<string> villages = [.. given.Where(one => one.Content.Kind == CommendedKind.Village).Select(one => one.Content.Recipient)];
        TownshipId[] townships = [.. context.Frozen.Townships.Where(township => township.Villages.Any(village => villages.Contains(village.Id.Value))).Select(township => township.Id)];
        if (townships.Length == 0)
            return [];
        IReadOnlyList<TownshipRoster> found = await rosters.FindAllAsync(context.Key.County, townships, cancellation);
        return [.. found.SelectMany(one => one.Roster.Postings).Where(posting => posting.Post.IsOf(SubjectKind.Secretary))];
    }

    // What a village is given is that of who was its secretary on the day, and nobody else's of it.
    private static IEnumerable<SubjectId> WhoseOf(SubjectKind kind, IReadOnlyList<RosterEntry> pool, CommendationRequest content, IReadOnlyList<Posting> secretaries)
    {
        if (content.Kind == CommendedKind.Person)
            return kind is SubjectKind.Village or SubjectKind.Township ? [] : pool.Select(entry => entry.Subject).Where(subject => subject.Value == content.Recipient);
        SubjectId[] ofVillage = [.. pool.Where(entry => entry.Village?.Value == content.Recipient).Select(entry => entry.Subject)];
        if (kind != SubjectKind.Secretary)
            return kind == SubjectKind.Village ? ofVillage : [];
        Posting[] postings = [.. secretaries.Where(posting => posting.Village?.Value == content.Recipient && posting.HoldsOn(content.On))];
        // A posting that is over may have left the roster: then the village's secretaries of the period have it.
        return postings.Length == 0 ? ofVillage : pool.Select(entry => entry.Subject).Where(subject => postings.Any(posting => posting.Cadre == subject));
    }

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

    private static LevelId LevelOf(Commendation one) => LevelId.Of(CellValues.NameOf(one.Content.Level));
}
