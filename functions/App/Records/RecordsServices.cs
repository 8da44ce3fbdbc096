namespace Yuekao.App.Records;

/// <summary>What outlives a cycle, and the cycle's own frozen record.</summary>
internal static class RecordsServices
{
    public static IServiceCollection AddRecords(this IServiceCollection services) => services
        .AddTable(PlacesStore.Table).AddSingleton<PlacesStore>()
        .AddTable(RosterStore.Table).AddSingleton<RosterStore>()
        .AddTable(CommendationStore.Table).AddSingleton<CommendationStore>().AddSingleton<IFileSource, FiledCommendations>()
        .AddTable(PersonnelFiles.Table).AddSingleton<PersonnelFiles>().AddSingleton<FiledPostings>().AddSingleton<FileReaders>()
        .AddTable(SchemeStore.Table).AddContainer(SchemeStore.Container).AddSingleton<SchemeStore>().AddHostedService<EmbeddedSchemes>()
        .AddTable(ProjectStore.Table).AddSingleton<ProjectStore>().AddSingleton<ProjectDuties>()
        .AddTable(PublicityStore.Table).AddSingleton<PublicityStore>()
        .AddTable(InspectionStore.Table).AddSingleton<InspectionStore>()
        .AddTable(DissectionStore.Table).AddSingleton<DissectionStore>()
        .AddTable(CohortStore.Table).AddSingleton<CohortStore>().AddSingleton<IFileSource, FiledCohorts>().AddSingleton<CultivatedPeople>()
        .AddTable(MentoringStore.Table).AddSingleton<MentoringStore>().AddSingleton<MentoringStandings>()
        .AddTable(MentorTalkStore.Table).AddSingleton<MentorTalkStore>().AddSingleton<IFileSource, FiledMentorTalks>()
        .AddTable(RotationStore.Table).AddSingleton<RotationStore>().AddSingleton<IFileSource, FiledRotations>()
        .AddTable(ReserveStore.Table).AddSingleton<ReserveStore>().AddSingleton<IFileSource, FiledReserve>()
        .AddTable(GrowthStore.Table).AddSingleton<GrowthStore>().AddSingleton<DevelopmentRecords>()
        .AddTable(TrainingStore.Table).AddSingleton<TrainingStore>().AddSingleton<TrainablePeople>().AddSingleton<EnrolmentReader>().AddSingleton<IFileSource, FiledTraining>()
        .AddTable(StudyStore.Table).AddSingleton<StudyStore>().AddSingleton<IFileSource, FiledStudies>()
        .AddSingleton<DevelopmentReports>()
        .AddTable(CycleStore.Table).AddSingleton<CycleStore>()
        .AddSingleton<CycleMetrics>()
        .AddSingleton<CycleSchemes>()
        .AddSingleton<FrozenCycles>()
        .AddSingleton<CycleContexts>()
        .AddSingleton<CycleDrafts>()
        .AddSingleton<ResultAccess>();
}
