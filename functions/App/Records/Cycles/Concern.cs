namespace Yuekao.App.Records;

/// <summary>Nobody reports, decides on or verifies what concerns themself or, where townships or their secretaries are ranked, their own township (docs/design.md 4).</summary>
internal static class Concern
{
    /// <summary>Whether a subject is the caller.</summary>
    public static bool IsSelf(this Caller caller, SubjectId subject) => caller.Has(Role.Cadre, subject.Value);

    /// <summary>Whether a subject is the caller, or stands for the caller's own township.</summary>
    public static bool IsConcerned(this Caller caller, CycleContext context, SubjectId subject) =>
        caller.IsSelf(subject)
        || (context.Scheme.Document.Subject is SubjectKind.Township or SubjectKind.TownshipSecretary
            && context.TryFind(subject, out FrozenTownship? township, out _)
            && caller.IsOwn(township.Id));

    /// <summary>Whether the caller works for a township.</summary>
    public static bool IsOwn(this Caller caller, TownshipId township) => caller.Has(Role.Township, township.Value) || caller.Has(Role.Committee, township.Value);

    /// <exception cref="ProblemException">It is the caller's own township: forbidden.</exception>
    public static void RequireNotOwn(this Caller caller, TownshipId township, LocalizableString deed)
    {
        if (caller.IsOwn(township))
            throw new ProblemException(ProblemType.Forbidden, $"Nobody {deed} what concerns their own township.");
    }

    /// <exception cref="ProblemException">The caller concerns themself: forbidden.</exception>
    public static void RequireUnconcerned(this Caller caller, CycleContext context, IEnumerable<SubjectId> subjects, LocalizableString deed)
    {
        foreach (SubjectId subject in subjects.Where(subject => caller.IsConcerned(context, subject)))
            throw new ProblemException(ProblemType.Forbidden, $"Nobody {deed} what concerns themself: '{subject}' is the caller, or the caller's township.");
    }
}
