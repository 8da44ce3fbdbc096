namespace Yuekao.App.Records;

/// <summary>A class as lists show it: what it is, and what its participants come to.</summary>
public sealed record ClassSummary(ClassId Id, int Revision, TrainingClassRequest Content, ClassState State, ClassFigures Figures, DateTimeOffset At, string By, string ByName)
{
    /// <summary>Null until it is held.</summary>
    public ClassHeld? Held { get; init; }

    /// <summary>Null while it counts.</summary>
    public Withdrawal? Withdrawn { get; init; }

    internal static ClassSummary Of(TrainingClass one) =>
        new(one.Id, one.Revision, one.Content, one.State, ClassFigures.Of(one), one.At, one.By, one.ByName) { Held = one.Held, Withdrawn = one.Withdrawn };
}

/// <param name="Enrolled">How many are.</param>
/// <param name="Attended">How many of them attended some hours.</param>
/// <param name="Completed">How many of them attended as many as it takes.</param>
/// <param name="PersonHours">The hours attended by all of them together.</param>
public sealed record ClassFigures(int Enrolled, int Attended, int Completed, int PersonHours)
{
    internal static ClassFigures Of(TrainingClass one)
    {
        Participant[] current = [.. one.Current];
        return new ClassFigures(current.Length, current.Count(participant => participant.Hours > 0), current.Count(participant => one.IsComplete(participant.Hours)), current.Sum(participant => participant.Hours ?? 0));
    }
}

/// <summary>The hours that somebody attended, or why none.</summary>
/// <param name="Reason">Why it is corrected: 1 to 500 characters.</param>
public sealed record AttendanceCorrectionRequest(string Reason)
{
    public int? Hours { get; init; }
    public string? Absence { get; init; }
}
