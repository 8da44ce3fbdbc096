namespace Yuekao.Local.SampleCounty;

/// <summary>One project of the sample list, as the county's CSV file has it.</summary>
/// <param name="Kind"><c>listed</c>, <c>breakthrough</c> or <c>secretaryDuty</c>.</param>
/// <param name="Township">Null where every township has it to do.</param>
/// <param name="Milestones">Each with its last day, in October to December 2026.</param>
public sealed record SampleProject(
    ProjectId Id, string Title, string Kind, TownshipId? Township, SourceId Department, string Person, IReadOnlyList<SourceId> CoResponsible, DateOnly Due, int Weight,
    IReadOnlyList<(MilestoneId Id, DateOnly Due, string Title)> Milestones);

/// <summary>
/// Haixing's list of projects: the 26 items of the monthly ranking, of which the source's six are breakthroughs, and a duty of each township's secretary.
/// Which of them the source names, the ranking's document says item by item; departments, people, weights and milestones are examples.
/// </summary>
internal static class HaixingProjects
{
    private const string Ranking = "haixing.work-ranking";

    private static readonly DateOnly YearEnd = new(2026, 12, 25);

    // The source's 重点突破项目.
    private static readonly HashSet<string> Breakthroughs = ["themed-party-day", "reserve-pool", "functional-party-groups", "talent-station", "double-display", "model-offices"];

    // Who leads what is computed, and so names no department in the ranking; all others the organization department does.
    private static readonly Dictionary<string, string> Leaders = new()
    {
        ["risk-prevention"] = "inspection-office",
        ["industry-projects"] = "agriculture",
        ["assistance-projects"] = "poverty-alleviation",
        ["household-assistance"] = "poverty-alleviation",
        ["assistance-funds"] = "finance",
    };

    private static readonly Dictionary<string, string> People = new()
    {
        ["organization"] = "刘志强",
        ["discipline-inspection"] = "孙立新",
        ["poverty-alleviation"] = "王秀英",
        ["agriculture"] = "赵春生",
        ["finance"] = "陈国华",
        ["inspection-office"] = "韩树林",
    };

    /// <summary>The list, for the county's townships.</summary>
    public static IReadOnlyList<SampleProject> Of(IReadOnlyList<SampleTownship> townships) =>
        [.. SchemeCatalog.Latest(SchemeId.Of(Ranking))!.Document.Items.Select(Listed), .. townships.Select(Duty)];

    private static SampleProject Listed(Item item)
    {
        string department = item.Source is { IsDepartment: true } source ? source.Value["department:".Length..] : Leaders.GetValueOrDefault(item.Id.Value, "organization");
        bool isBreakthrough = Breakthroughs.Contains(item.Id.Value);
        return new SampleProject(
            ProjectId.Of(item.Id.Value), item.Title.ZhCn, isBreakthrough ? "breakthrough" : "listed", Township: null, Department(department), People[department],
            department == "organization" ? [] : [Department("organization")], YearEnd, isBreakthrough ? 2 : 1,
            [
                (MilestoneId.Of("m1"), new DateOnly(2026, 10, 20), "建立台账"), (MilestoneId.Of("m2"), new DateOnly(2026, 10, 30), "完成月度任务"),
                (MilestoneId.Of("m3"), new DateOnly(2026, 12, 20), "验收销号"),
            ]);
    }

    private static SampleProject Duty(SampleTownship township) => new(
        ProjectId.Of($"duty-{township.Id}"), $"{township.Name}党委书记抓党建责任清单", "secretaryDuty", township.Id, Department("organization"), People["organization"], [], YearEnd, Weight: 1,
        [(MilestoneId.Of("m1"), new DateOnly(2026, 10, 28), "专题研究党建工作"), (MilestoneId.Of("m2"), new DateOnly(2026, 11, 28), "走访党支部")]);

    private static SourceId Department(string id) => SourceId.Of($"department:{id}");
}
