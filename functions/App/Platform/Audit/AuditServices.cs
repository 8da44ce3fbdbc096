namespace Yuekao.App.Platform;

/// <summary>The record of every write.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAuditTrail(this IServiceCollection services) => services
        .AddTable(AuditTable.Name)
        .AddSingleton<AuditTable>()
        .AddSingleton<AuditReader>()
        .AddSingleton<AuditVerifier>()
        .AddSingleton<IAuditTrail, TableAuditTrail>()
        .AddSingleton(provider => new AuditQueries(
            provider.GetRequiredService<AuditReader>(), provider.GetRequiredService<AuditVerifier>(), provider.GetRequiredService<TimeProvider>()));
}
