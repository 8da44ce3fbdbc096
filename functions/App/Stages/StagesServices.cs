namespace Yuekao.App.Stages;

/// <summary>The stages, each with what it keeps.</summary>
internal static class StagesServices
{
    public static IServiceCollection AddStages(this IServiceCollection services, PortalSettings portal) => services
        .AddSingleton<CycleFreezer>()
        .AddSingleton<RosterDays>()
        .AddTable(SubmissionTable.Name).AddSingleton<CollectedPools>().AddSingleton<CommendedObservations>()
        .AddSingleton<VersionStore>().AddSingleton<SubmissionWriter>()
        .AddSingleton<ObservationStore>().AddSingleton<WaiverStore>()
        .AddSingleton<ComputedSubmissions>()
        .AddTable(DispatchStore.Table).AddSingleton<DispatchStore>().AddSingleton<DispatchRounds>().AddSingleton<DispatchPlaces>()
        .AddSingleton<DispatchCloser>().AddSingleton<RankingReadings>()
        .AddTable(SheetStore.Table).AddSingleton<SheetStore>().AddSingleton<BallotStore>().AddSingleton<SheetPlaces>().AddSingleton<SheetStates>()
        .AddSingleton<ClosedSheetDocuments>().AddSingleton<SheetCloser>().AddSingleton<ISheetSources, SheetSources>().AddSingleton<ShownCompetitions>()
        .AddSingleton<Proposals>().AddSingleton<YearObservations>().AddSingleton<YearReadings>()
        .AddTable(Resolutions.Table).AddSingleton<Resolutions>()
        .AddSingleton<PoolResults>()
        .AddTable(RecordedResults.Table).AddSingleton<RecordedResults>().AddSingleton<IFileSource, FiledResults>().AddSingleton<IYearGrades, RecordedYears>()
        .AddSingleton<LedgerDocuments>()
        .AddTable(BookedArrears.Table).AddSingleton<BookedArrears>().AddSingleton<LookBack>()
        .AddSingleton<BoardDocuments>()
        .AddTable(AppealStore.Table).AddSingleton<AppealStore>().AddSingleton<AppealOutcomes>()
        .AddSingleton(portal)
        .AddTable(NoticeStore.Table).AddSingleton<NoticeStore>().AddSingleton<NoticePlaces>().AddSingleton<NoticePrinter>()
        .AddSingleton<IOutgoing, OutgoingNotices>()
        .AddTable(RectificationStore.Table).AddSingleton<RectificationStore>().AddSingleton<RectificationPeople>().AddSingleton<ResultExplanations>()
        .AddTable(DueActionStore.Table).AddSingleton<DueActionStore>().AddSingleton<IFileSource, FiledTalks>().AddSingleton<IFileSource, FiledAdjustments>()
        .AddContainer(ArchiveStore.Container).AddSingleton<ArchiveStore>()
        .AddSingleton<YearStandings>();
}
