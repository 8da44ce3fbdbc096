namespace Yuekao.App.Stages.Collect;

/// <summary>Everything that is collected for a pool: submissions, observations, waivers.</summary>
internal static class SubmissionServices
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services) => services
        .AddTable(SubmissionTable.Name)
        .AddSingleton<SubmissionStore>()
        .AddSingleton<VersionStore>()
        .AddSingleton<ObservationStore>()
        .AddSingleton<WaiverStore>()
        .AddSingleton<SubmissionWriter>()
        .AddSingleton<ObservationWriter>()
        .AddSingleton<WaiverWriter>();
}
