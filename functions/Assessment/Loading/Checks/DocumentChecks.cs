using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>Everything a well-formed document can still get wrong.</summary>
internal static class DocumentChecks
{
    public static void Run(SchemeDocument document, SchemeErrors errors)
    {
        var scope = new DocumentScope(document, errors);
        if (document.Version < 1)
            errors.Add("$.version", "out-of-range", $"{document.Version} is out of range: versions start at 1.");
        ItemChecks.Run(scope);
        GateChecks.Run(scope);
        ComponentChecks.Run(scope);
        ObservationChecks.Run(scope);
        GradingChecks.Run(scope);
        SubsidyChecks.Run(scope);
        ComputedChecks.Run(scope);
        ProjectChecks.Run(scope);
        SheetChecks.Run(scope);
        CompetitionChecks.Run(scope);
        AftermathChecks.Run(scope);
        CalendarChecks.Run(scope);
    }
}
