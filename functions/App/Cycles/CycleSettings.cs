using Yuekao.App.Settings;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>The settings of cycles.</summary>
/// <param name="MonthlySchemes"><c>MonthlyCycleSchemes</c>: the schemes that the timer starts, separated by commas; each id starts with its county's.</param>
public sealed record CycleSettings(IReadOnlyList<SchemeId> MonthlySchemes)
{
    internal static CycleSettings Read(SettingsReader settings)
    {
        // The timer's binding reads the schedule itself; a start without it should say so like the others.
        settings.Required("MonthlyCycleSchedule", "when the timer starts the month's cycles, as NCRONTAB in UTC: 0 0 0 25 * * is the 25th at 08:00 in China");
        return new CycleSettings(settings.List("MonthlyCycleSchemes", text => SchemeId.TryOf(text, out SchemeId id) && text.Contains('.', StringComparison.Ordinal) ? id : (SchemeId?)null, "scheme ids separated by commas, such as haixing.village-monthly"));
    }
}
