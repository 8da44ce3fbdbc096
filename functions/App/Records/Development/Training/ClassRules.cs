namespace Yuekao.App.Records;

/// <summary>What must hold for a class, and for who takes part in it.</summary>
internal static class ClassRules
{
    /// <summary>More than any class takes: what lies above is a mistake.</summary>
    public const int MostParticipants = 1_000;

    public const int LongestAbsence = 100;

    private const int LongestText = 100;
    private const int MostHours = 400;

    /// <summary>Everything that is wrong with what is said of a class, with its JSON path.</summary>
    /// <param name="before">What it was; null for a new one.</param>
    /// <param name="townships">The county's townships.</param>
    public static IEnumerable<ProblemError> Check(TrainingClassRequest asked, TrainingClass? before, IReadOnlySet<TownshipId> townships)
    {
        foreach (ProblemError error in TextRules.Line("$.title", asked.Title, LongestText).Concat(TextRules.Line("$.place", asked.Place, LongestText)))
            yield return error;
        if (asked.To < asked.From)
            yield return new ProblemError("$.to", $"The class ends before it begins on {asked.From:O}.");
        else if (asked.To.DayNumber - asked.From.DayNumber > 366)
            yield return new ProblemError("$.to", "A class lasts a year at most.");
        if (asked.Hours is < 1 or > MostHours)
            yield return new ProblemError("$.hours", $"must be a whole number from 1 to {MostHours}.");
        else if (before?.Participants.Max(one => one.Hours) > asked.Hours)
            yield return new ProblemError("$.hours", "Somebody attended more hours than that.");
        if (asked.CompletePercent is < 1 or > 100)
            yield return new ProblemError("$.completePercent", "must be a whole number from 1 to 100.");
        if (asked.Organizer is { } township && !townships.Contains(township))
            yield return new ProblemError("$.organizer", $"'{township}' is no township of the county: leave it out where the county holds the class.");
        else if (asked.Organizer is not null && asked.Form != TrainingForm.SmallLecture)
            yield return new ProblemError("$.form", "A township holds small lectures: online and training classes are the county's.");
    }

    /// <summary>Everything that is wrong with a list of participants but for who they are.</summary>
    public static IReadOnlyList<ProblemError> Check(ParticipantList list, TrainingClass one)
    {
        if (list.Participants.Count > MostParticipants)
            return [new ProblemError("$.participants", $"A class takes at most {MostParticipants} people: this list has {list.Participants.Count}.")];
        var seen = new HashSet<SubjectId>();
        return
        [
            .. list.Participants.SelectMany((line, index) => Errors(line, $"$.participants[{index}]")),
            .. one.Participants.Where(before => before.IsNoted && !seen.Contains(before.Person))
                .Select(before => new ProblemError("$.participants", $"'{before.Person}' ({before.Name}) is left out, whose attendance was noted: who was there stays.")),
        ];

        IEnumerable<ProblemError> Errors(ParticipantLine line, string path)
        {
            if (!seen.Add(line.Person))
                yield return new ProblemError($"{path}.person", $"'{line.Person}' is there twice.");
            foreach (ProblemError error in Attendance(path, line.Hours, line.Absence, one.Content.Hours))
                yield return error;
        }
    }

    public static IEnumerable<ProblemError> Correction(AttendanceCorrectionRequest asked, int most) =>
        asked is { Hours: null, Absence: null } ? [new ProblemError("$.hours", "must be there, or else why they did not come: absence.")] : Attendance("$", asked.Hours, asked.Absence, most);

    /// <summary>Hours, or why none; not both.</summary>
    private static IEnumerable<ProblemError> Attendance(string path, int? hours, string? absence, int most)
    {
        if (hours < 0 || hours > most)
            yield return new ProblemError($"{path}.hours", $"must be from 0 to the class's {most} hours.");
        if (hours is not null && absence is not null)
            yield return new ProblemError($"{path}.absence", "Whoever attended was not absent: say one or the other.");
        foreach (ProblemError error in absence is null ? [] : TextRules.Line($"{path}.absence", absence, LongestAbsence))
            yield return error;
    }
}
