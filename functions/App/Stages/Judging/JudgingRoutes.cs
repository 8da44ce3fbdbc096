namespace Yuekao.App.Stages.Judging;

/// <summary>The routes of sheets and ballots.</summary>
internal static class JudgingRoutes
{
    public const string All = CycleRoutes.Cycle + "/sheets";
    public const string Source = All + "/{source}";
    public const string Sheet = Source + "/{subject}";
    public const string Ballot = CycleRoutes.Cycle + "/ballots/{source}";
}
