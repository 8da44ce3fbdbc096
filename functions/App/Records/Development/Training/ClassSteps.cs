namespace Yuekao.App.Records;

/// <summary>What may be done to a class. A step that was taken already leaves it as it is; one that cannot be taken is a broken rule.</summary>
internal static class ClassSteps
{
    // With as many participants a class fits a row however long its texts are.
    private const int MostCorrections = 300;

    /// <summary>Announces a class, or replaces what is said of it until it is held.</summary>
    public static TrainingClass Announce(ClassId id, TrainingClassRequest asked, TrainingClass? before, Caller by, DateTimeOffset at)
    {
        if (before is null)
            return new TrainingClass { Id = id, Content = asked, At = at, By = by.Id, ByName = by.Name };
        return before.Content == asked && before.Withdrawn is null ? before : before.Open().Next(by, at) with { Content = asked };
    }

    /// <summary>Enrols, and notes attendance, until the class is held.</summary>
    public static TrainingClass Enrol(this TrainingClass one, IReadOnlyList<Participant> participants, Caller by, DateTimeOffset at) =>
        one.Participants.SequenceEqual(participants) ? one : one.Open().Next(by, at) with { Participants = participants };

    /// <summary>Says that the class was held and its attendance is final: everybody's is noted.</summary>
    public static TrainingClass Hold(this TrainingClass one, Caller by, DateTimeOffset at)
    {
        if (one.State == ClassState.Held)
            return one;
        one.Open();
        if (one.Content.To > CountyDays.Of(at))
            throw new ProblemException(ProblemType.RuleBroken, $"The class lasts until {one.Content.To:O}: it is held when it is over.");
        if (one.Participants.Count == 0)
            throw new ProblemException(ProblemType.RuleBroken, "Nobody is enrolled: a class that nobody came to is withdrawn.");
        ErrorList.ThrowIfAny(ProblemType.RuleBroken,
        [
            .. one.Participants.Index().Where(participant => !participant.Item.IsNoted)
                .Select(participant => new ProblemError($"$.participants[{participant.Index}]", $"The attendance of '{participant.Item.Person}' ({participant.Item.Name}) is not noted.")),
        ]);
        return one.Next(by, at) with { Held = new ClassHeld(at, by.Id, by.Name) };
    }

    /// <summary>Corrects somebody's attendance in a class that was held.</summary>
    public static TrainingClass Correct(this TrainingClass one, SubjectId person, AttendanceCorrectionRequest asked, Caller by, DateTimeOffset at)
    {
        Participant current = one.Current.FirstOrDefault(participant => participant.Person == person) ?? throw new ProblemException(ProblemType.NotFound, $"'{person}' is not in the class.");
        if (one.State != ClassState.Held)
            throw new ProblemException(ProblemType.RuleBroken, "The class is not held, or was withdrawn: only final attendance is corrected.");
        if ((current.Hours, current.Absence) == (asked.Hours, asked.Absence))
            return one;
        if (one.Corrections.Count == MostCorrections)
            throw new ProblemException(ProblemType.RuleBroken, $"The class has {MostCorrections} corrections: withdraw it, and announce what is right.");
        return one.Next(by, at) with { Corrections = [.. one.Corrections, new AttendanceCorrection(person, asked.Reason, at, by.Id, by.Name) { Hours = asked.Hours, Absence = asked.Absence }] };
    }

    /// <summary>Takes it back, with a reason.</summary>
    public static TrainingClass Withdraw(this TrainingClass one, string reason, Caller by, DateTimeOffset at) =>
        one.Withdrawn is not null ? one : one.Next(by, at) with { Withdrawn = new Withdrawal(reason, at, by.Id, by.Name) };

    private static TrainingClass Next(this TrainingClass one, Caller by, DateTimeOffset at) => one with { Revision = one.Revision + 1, At = at, By = by.Id, ByName = by.Name };

    private static TrainingClass Open(this TrainingClass one) => one.State switch
    {
        ClassState.Withdrawn => throw new ProblemException(ProblemType.RuleBroken, $"The class '{one.Id}' was withdrawn, and stays so: announce it under another id."),
        ClassState.Held => throw new ProblemException(ProblemType.RuleBroken, "The class was held, and its attendance is final: correct somebody's, or withdraw the class, with a reason."),
        _ => one,
    };
}
