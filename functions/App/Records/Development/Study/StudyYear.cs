namespace Yuekao.App.Records;

/// <summary>A county's list of the further study that begins in a year. What was listed stays on it.</summary>
public sealed record StudyYear : Revised
{
    public required Period Year { get; init; }
    public required IReadOnlyList<ListedStudy> Studies { get; init; }

    internal string Resource => ResourceOf(Year);

    internal static string ResourceOf(Period year) => $"development/studies/{year}";

    /// <summary>Lists studies in the place of those before; the same again leaves the list as it is.</summary>
    public static StudyYear Of(Period year, IReadOnlyList<Study> asked, StudyYear? before, Caller by, DateTimeOffset at)
    {
        if (before is not null && before.Studies.Select(one => one.Study).SequenceEqual(asked))
            return before;
        Dictionary<StudyId, ListedStudy> listed = (before?.Studies ?? []).ToDictionary(one => one.Study.Id);
        return new StudyYear
        {
            Year = year,
            Studies = [.. asked.Select(study => ListedStudy.Of(study, listed.GetValueOrDefault(study.Id), by, at))],
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
    }
}

/// <summary>A study as somebody last said it.</summary>
/// <param name="By">An id; the name stands beside it.</param>
public sealed record ListedStudy(Study Study, DateTimeOffset At, string By, string ByName)
{
    /// <summary>What it was before it was withdrawn, being completed: people's files had it. Null otherwise.</summary>
    public ListedStudy? Was { get; init; }

    internal static ListedStudy Of(Study study, ListedStudy? before, Caller by, DateTimeOffset at) => before?.Study == study
        ? before
        : new ListedStudy(study, at, by.Id, by.Name) { Was = before?.Study.State == StudyState.Completed ? before : null };
}

/// <summary>What must hold for a year's list of studies: each by itself, among themselves, and beside the list that it replaces.</summary>
internal static class StudyRules
{
    private const int LongestText = 50;

    /// <summary>Everything that is wrong but for who they are, with its JSON path, in the list's order.</summary>
    public static IReadOnlyList<ProblemError> Check(StudyList list, Period year, DateOnly today)
    {
        if (list.Studies.Count > StudyList.Most)
            return [new ProblemError("$.studies", $"A year has at most {StudyList.Most} studies: this list has {list.Studies.Count}.")];
        var seen = new HashSet<StudyId>();
        return [.. list.Studies.SelectMany((study, index) => Errors(study, $"$.studies[{index}]"))];

        IEnumerable<ProblemError> Errors(Study study, string path)
        {
            if (!seen.Add(study.Id))
                yield return new ProblemError($"{path}.id", $"'{study.Id}' is there twice: an id is unique in the year.");
            foreach (ProblemError error in TextRules.Line($"{path}.school", study.School, LongestText).Concat(TextRules.Line($"{path}.subject", study.Subject, LongestText)))
                yield return error;
            if (!year.Contains(study.From))
                yield return new ProblemError($"{path}.from", $"must be a day of {year}: studies are listed by the year in which they begin.");
            foreach (ProblemError error in End(study, path, today).Concat(State(study, path)))
                yield return error;
        }
    }

    /// <summary>What the list before does not allow: nothing is left out, what is completed is only withdrawn, and what is withdrawn stays so.</summary>
    public static IReadOnlyList<ProblemError> Follows(StudyYear before, IReadOnlyList<Study> after)
    {
        Dictionary<StudyId, int> places = after.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        return [.. before.Studies.Select(one => one.Study).SelectMany(Errors)];

        IEnumerable<ProblemError> Errors(Study was)
        {
            if (!places.TryGetValue(was.Id, out int index))
            {
                yield return new ProblemError("$.studies", $"The study '{was.Id}' is left out: what was listed stays, as withdrawn where it is wrong.");
                yield break;
            }

            Study now = after[index];
            if (now.Person != was.Person)
                yield return new ProblemError($"$.studies[{index}].person", $"The study '{was.Id}' is that of '{was.Person}': withdraw it, and list the right one under another id.");
            else if (now != was && was.State == StudyState.Withdrawn)
                yield return new ProblemError($"$.studies[{index}].state", $"The study '{was.Id}' was withdrawn, and stays so: list it under another id.");
            else if (now != was && was.State == StudyState.Completed && now != was with { State = StudyState.Withdrawn, Reason = now.Reason })
                yield return new ProblemError($"$.studies[{index}].state", $"The study '{was.Id}' is completed: withdraw it as it is, and list what is right under another id.");
        }
    }

    private static IEnumerable<ProblemError> End(Study study, string path, DateOnly today)
    {
        if (study.State is StudyState.Completed or StudyState.Left && study.To is null)
            yield return new ProblemError($"{path}.to", "The last day is missing.");
        if (study.State == StudyState.Studying && study.To is not null)
            yield return new ProblemError($"{path}.to", "must be left out while the study goes on.");
        if (study.To < study.From)
            yield return new ProblemError($"{path}.to", $"The study ends before it begins on {study.From:O}.");
        else if (study.To > today)
            yield return new ProblemError($"{path}.to", "must not be in the future.");
    }

    private static IEnumerable<ProblemError> State(Study study, string path)
    {
        bool needsReason = study.State is StudyState.Left or StudyState.Withdrawn;
        if (!needsReason && study.Reason is not null)
            yield return new ProblemError($"{path}.reason", "must be left out: only what was left, or is withdrawn, has a reason.");
        foreach (ProblemError error in needsReason ? TextRules.Line($"{path}.reason", study.Reason, LongestText) : [])
            yield return error;
        if (study.Certificate is not null && study.State is not (StudyState.Completed or StudyState.Withdrawn))
            yield return new ProblemError($"{path}.certificate", "must be left out: only what is completed has a certificate.");
        foreach (ProblemError error in study.Certificate is null ? [] : TextRules.Line($"{path}.certificate", study.Certificate, LongestText))
            yield return error;
    }
}
