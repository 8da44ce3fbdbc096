namespace Yuekao.App.Records;

/// <summary>What must hold for a township's postings: each by itself, among themselves, in the county's places, and beside the other townships' postings.</summary>
internal static class RosterRules
{
    /// <summary>More postings than any township has: what lies above is a mistake.</summary>
    public const int MostPostings = 10_000;

    /// <summary>How many of the postings that last in a roster do not in another: they have a last day in it, or are left out. A cadre who changes the post, or the village, ends one.</summary>
    public static Endings Ends(Roster before, Roster after)
    {
        Dictionary<(VillageId?, SubjectId, Post), int> left = Lasting(after).GroupBy(KeyOf).ToDictionary(same => same.Key, same => same.Count());
        Posting[] lasting = [.. Lasting(before)];
        return new Endings(lasting.Count(posting => (left[KeyOf(posting)] = left.GetValueOrDefault(KeyOf(posting)) - 1) < 0), lasting.Length);

        static IEnumerable<Posting> Lasting(Roster roster) => roster.Postings.Where(posting => posting.To is null);
        static (VillageId?, SubjectId, Post) KeyOf(Posting posting) => (posting.Village, posting.Cadre, posting.Post);
    }

    /// <summary>Everything that is wrong, with its JSON path, in the roster's order.</summary>
    /// <param name="elsewhere">The current postings of the county's other townships, by cadre.</param>
    public static IReadOnlyList<ProblemError> Check(Roster roster, Township township, ILookup<SubjectId, ForeignPosting> elsewhere)
    {
        if (roster.Postings.Count > MostPostings)
            return [new ProblemError("$.postings", $"A roster has at most {MostPostings} postings: this one has {roster.Postings.Count}.")];
        var villages = township.Villages.Select(village => village.Id).ToHashSet();
        var known = new Dictionary<SubjectId, List<(Posting Posting, string Path)>>();
        return [.. roster.Postings.SelectMany((posting, index) => Errors(posting, $"$.postings[{index}]"))];

        IEnumerable<ProblemError> Errors(Posting posting, string path)
        {
            if (!known.TryGetValue(posting.Cadre, out var others))
                known.Add(posting.Cadre, others = []);
            if (!TextRules.IsName(posting.Name))
                yield return new ProblemError($"{path}.name", TextRules.ExpectedName);
            if (Village(posting, township, villages) is { } wrong)
                yield return new ProblemError($"{path}.village", wrong);
            if (posting.BaseSubsidyFen < Fen.Zero || posting.BaseSubsidyFen > Fen.MaximumBase)
                yield return new ProblemError($"{path}.baseSubsidyFen", $"must be from 0 to {Fen.MaximumBase} fen.");
            foreach (ProblemError error in Days(posting, path).Concat(SameCadre(posting, path, others)))
                yield return error;
            foreach (ForeignPosting foreign in elsewhere[posting.Cadre].Where(foreign => foreign.Posting.Overlaps(posting)))
                yield return InPost(posting, path, $"in the township '{foreign.Township}'", foreign.Posting);
            others.Add((posting, path));
        }
    }

    private static LocalizableString? Village(Posting posting, Township township, HashSet<VillageId> villages) => (posting.Village, posting.Post.IsOfVillage()) switch
    {
        (null, true) => (LocalizableString)$"The village is missing: {posting.Post.ZhCn()} is a post of a village.",
        ({ } village, false) => $"'{village}' must be left out: {posting.Post.ZhCn()} is a post of the township itself.",
        ({ } village, true) when !villages.Contains(village) => $"'{village}' is no village of {township.Name}.",
        _ => null,
    };

    private static IEnumerable<ProblemError> Days(Posting posting, string path)
    {
        if (posting.To < posting.From)
            yield return new ProblemError($"{path}.to", $"The posting ends before it begins on {posting.From:O}.");
        if (posting.Absence is not { } absence)
            yield break;
        if (absence.To < absence.From)
            yield return new ProblemError($"{path}.absence.to", $"The absence ends before it begins on {absence.From:O}.");
        if (!posting.HoldsOn(absence.From) || (absence.To is { } last && !posting.HoldsOn(last)))
            yield return new ProblemError($"{path}.absence.from", $"The absence must lie within the posting, {Span(posting)}.");
    }

    private static IEnumerable<ProblemError> SameCadre(Posting posting, string path, List<(Posting Posting, string Path)> others)
    {
        if (others.Exists(other => other.Posting == posting))
            yield return new ProblemError($"{path}.cadre", $"The posting of cadre '{posting.Cadre}' is there twice.");
        else if (others.Find(other => other.Posting.Overlaps(posting)) is { Posting: { } overlapping })
            yield return InPost(posting, path, overlapping.Village is { } village ? (LocalizableString)$"in '{village}'" : "in the township itself", overlapping);
        if (others.Find(other => other.Posting.Name != posting.Name) is { Posting: { } renamed })
            yield return new ProblemError($"{path}.name", $"Cadre '{posting.Cadre}' is called '{renamed.Name}' before: a cadre has one name.");
    }

    private static ProblemError InPost(Posting posting, string path, LocalizableString where, Posting other) =>
        new($"{path}.from", $"Cadre '{posting.Cadre}' is in post {where} {Span(other)}: a cadre holds one post at a time.");

    private static LocalizableString Span(Posting posting) => posting.To is { } to ? (LocalizableString)$"from {posting.From:O} to {to:O}" : $"from {posting.From:O} on";
}

/// <summary>A posting of a cadre in another township of the county.</summary>
internal sealed record ForeignPosting(TownshipId Township, Posting Posting);
