namespace Yuekao.App.Records;

/// <summary>Who inspects, and who sees what was found.</summary>
internal static class InspectionPeople
{
    /// <summary>The office that the caller inspects for, as tokens have the role: the supervision office before a department.</summary>
    public static string OfficeOf(Caller caller) => caller.Has(Role.Supervision) ? new RoleGrant(Role.Supervision).ToString() : OfficesOf(caller)[0];

    /// <summary>Whether the caller acts for an office.</summary>
    public static bool IsOf(this Caller caller, string office) => caller.Roles.Any(grant => grant.ToString() == office);

    /// <summary>Whether the caller sees every inspection.</summary>
    public static bool SeesAll(Caller caller) => caller.Has(Role.County) || caller.Has(Role.Supervision);

    /// <summary>Whether the caller's department leads a project, or helps with it.</summary>
    public static bool IsResponsible(Caller caller, Project project) => project.CoResponsible.Prepend(project.Department).Any(department => caller.IsOf(department.Value));

    /// <summary>Whose findings the caller sees; null for all.</summary>
    public static FindingReaders? ReadersOf(Caller caller) => SeesAll(caller) ? null : new FindingReaders([.. caller.IdsOf(Role.Township)], OfficesOf(caller));

    /// <summary>Whose inspections the caller sees; null for all.</summary>
    public static IReadOnlyList<string>? OfficesSeen(Caller caller) => SeesAll(caller) ? null : OfficesOf(caller);

    /// <exception cref="ProblemException">The inspection is another office's: forbidden.</exception>
    public static void RequireOf(this Caller caller, string office)
    {
        if (!caller.IsOf(office))
            throw new ProblemException(ProblemType.Forbidden, "The inspection is another office's.");
    }

    private static string[] OfficesOf(Caller caller) => [.. caller.Roles.Where(grant => grant.Role == Role.Department).Select(grant => grant.ToString())];
}
