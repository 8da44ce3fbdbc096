using Microsoft.Extensions.Logging.Abstractions;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Platform.Audit;

/// <summary>A trail of a county of the test's own.</summary>
public abstract class AuditTest : IAsyncLifetime
{
    private readonly List<AuditTrail> trails = [];

    private protected AuditTest(AppFixture app)
    {
        App = app;
        Tables = new TableServiceClient(app.ConnectionString);
        Rows = Tables.GetTableClient(AuditTable.Name);
    }

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected AppFixture App { get; }

    private protected string County { get; } = AzuriteFixture.UniqueName("county");

    private protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 10, 31, 8, 0, 0, TimeSpan.Zero));

    private protected TableServiceClient Tables { get; }

    private protected TableClient Rows { get; }

    public async ValueTask InitializeAsync() => await Rows.CreateIfNotExistsAsync(Cancel);

    public ValueTask DisposeAsync()
    {
        trails.ForEach(trail => trail.Dispose());
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The trail as another host on the same storage has it.</summary>
    private protected AuditTrail NewTrail(TableServiceClient? tables = null)
    {
        var trail = new AuditTrail(new AuditTable(tables ?? Tables), Clock, NullLogger<AuditTrail>.Instance);
        trails.Add(trail);
        return trail;
    }

    private protected AuditEntry Entry(int number = 0) =>
        new(County, new AuditActor("person-1", "王芳", "township:gaowan"), "PutRoster", $"townships/gaowan/rosters/{number}", Before: null, Digest.OfJson(number));

    private protected Task<AuditVerification> VerifyAsync(AuditAnchor? noted = null) => new AuditVerifier(new AuditTable(Tables)).VerifyAsync(County, noted, Cancel);

    private protected async Task<List<AuditRecord>> AllAsync()
    {
        var all = new List<AuditRecord>();
        await foreach (AuditRecord record in new AuditTable(Tables).AllAsync(County, Cancel))
            all.Add(record);
        return all;
    }
}
