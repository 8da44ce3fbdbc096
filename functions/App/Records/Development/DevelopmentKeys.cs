namespace Yuekao.App.Records;

/// <summary>What is told of development belongs to no cycle: it is told under a key of its own, by month.</summary>
public static class DevelopmentKeys
{
    public static CycleKey Of(CountyId county, DateOnly day) => new(county, SchemeId.Of($"{county}.development"), Period.Containing(day, PeriodKind.Month));
}
