namespace Yuekao.App.Records;

/// <summary>An online class (网课专班), a training class (培训班) or a small lecture (小课堂).</summary>
public enum TrainingForm
{
    OnlineClass,
    TrainingClass,
    SmallLecture,
}

/// <summary>The four kinds of education (四项教育): revolutionary tradition, the original aspiration, models to learn from, and integrity.</summary>
public enum EducationKind
{
    RevolutionaryTradition,
    OriginalAspiration,
    Models,
    Integrity,
}

/// <summary>To be held, or being held; held, its attendance being final; or withdrawn.</summary>
public enum ClassState
{
    Planned,
    Held,
    Withdrawn,
}

/// <summary>A class (班次) as its organizer announces it.</summary>
public sealed record TrainingClassRequest
{
    /// <summary>1 to 100 characters.</summary>
    public required string Title { get; init; }
    public required TrainingForm Form { get; init; }
    public required EducationKind Kind { get; init; }

    /// <summary>Where: 1 to 100 characters.</summary>
    public required string Place { get; init; }

    /// <summary>Its first and last day, at most a year apart.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>Its hours of lessons (学时): 1 to 400.</summary>
    public required int Hours { get; init; }

    /// <summary>The share of its hours, in percent, that whoever completes it attended at least: 1 to 100.</summary>
    public int CompletePercent { get; init; } = 100;

    /// <summary>The township that holds it: a small lecture of its own; null for the county.</summary>
    public TownshipId? Organizer { get; init; }
}

/// <summary>A class with who takes part in it. Once it is held nothing of it is edited: attendance is corrected, or the class withdrawn, with a reason.</summary>
public sealed record TrainingClass : Revised
{
    public required ClassId Id { get; init; }
    public required TrainingClassRequest Content { get; init; }

    /// <summary>Those enrolled, each once, with what was noted of them before the class was held.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<AttendanceCorrection> Corrections { get; init; } = [];

    /// <summary>Who said that its attendance is final; null until somebody does.</summary>
    public ClassHeld? Held { get; init; }

    /// <summary>Null while it counts.</summary>
    public Withdrawal? Withdrawn { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    internal ClassState State => Withdrawn is not null ? ClassState.Withdrawn : Held is not null ? ClassState.Held : ClassState.Planned;

    /// <summary>Those enrolled, with what holds of their attendance now.</summary>
    internal IEnumerable<Participant> Current => Participants.Select(one =>
        Corrections.LastOrDefault(correction => correction.Person == one.Person) is { } last ? one with { Hours = last.Hours, Absence = last.Absence } : one);

    internal string Resource => ResourceOf(Id);

    internal static string ResourceOf(ClassId id) => $"development/classes/{id}";

    /// <summary>Whether somebody who attended so many hours completed the class.</summary>
    internal bool IsComplete(int? hours) => hours * 100 >= Content.Hours * Content.CompletePercent;
}

/// <summary>Somebody in a class. Where neither hours nor an absence are noted, nothing is yet.</summary>
public sealed record Participant(SubjectId Person, string Name, TownshipId Township)
{
    /// <summary>Hours attended: 0 to the class's own.</summary>
    public int? Hours { get; init; }

    /// <summary>Why they did not come: 1 to 100 characters.</summary>
    public string? Absence { get; init; }

    internal bool IsNoted => Hours is not null || Absence is not null;
}

/// <summary>What holds of somebody's attendance in the place of what was noted.</summary>
/// <param name="By">An id; the name stands beside it.</param>
public sealed record AttendanceCorrection(SubjectId Person, string Reason, DateTimeOffset At, string By, string ByName)
{
    public int? Hours { get; init; }
    public string? Absence { get; init; }
}

/// <param name="By">An id; the name stands beside it.</param>
public sealed record ClassHeld(DateTimeOffset At, string By, string ByName);

internal static class TrainingTitles
{
    public static string ZhCn(this TrainingForm form) => form switch
    {
        TrainingForm.OnlineClass => "网课专班",
        TrainingForm.TrainingClass => "培训班",
        TrainingForm.SmallLecture => "小课堂",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Not a form."),
    };

    public static string En(this TrainingForm form) => form switch
    {
        TrainingForm.OnlineClass => "online class",
        TrainingForm.TrainingClass => "training class",
        TrainingForm.SmallLecture => "small lecture",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Not a form."),
    };

    public static string ZhCn(this ClassState state) => state switch
    {
        ClassState.Planned => "未举办",
        ClassState.Held => "已举办",
        ClassState.Withdrawn => "已撤销",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    public static string ZhCn(this EducationKind kind) => kind switch
    {
        EducationKind.RevolutionaryTradition => "革命传统教育",
        EducationKind.OriginalAspiration => "回顾初心教育",
        EducationKind.Models => "典型引领教育",
        EducationKind.Integrity => "廉政警示教育",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of education."),
    };

    public static string En(this EducationKind kind) => kind switch
    {
        EducationKind.RevolutionaryTradition => "revolutionary tradition",
        EducationKind.OriginalAspiration => "the original aspiration",
        EducationKind.Models => "learning from models",
        EducationKind.Integrity => "integrity",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of education."),
    };
}
