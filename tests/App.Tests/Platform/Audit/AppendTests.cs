using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.App.Tests.Platform.Audit;

public sealed class AppendTests(AppFixture app) : AuditTest(app)
{
    [Fact]
    public async Task AppendAsync_AnEntry_IsKeptAsItWas()
    {
        AuditEntry entry = Entry() with { Before = Digest.Of("before"u8), Reason = "更正" };

        await NewTrail().AppendAsync(entry, Cancel);

        AuditRecord record = Assert.Single(await AllAsync());
        Assert.Equal(("2026-10", 1, Clock.Now, entry.Actor), (record.Month, record.Sequence, record.At, record.Actor));
        Assert.Equal((entry.Action, entry.Resource, "更正"), (record.Action, record.Resource, record.Reason));
        Assert.Equal((entry.Before?.ToString(), entry.After?.ToString()), (record.Before, record.After));
    }

    [Fact]
    public async Task AppendAsync_ManyWritersOnManyHosts_MakesOneWholeChain()
    {
        AuditTrail[] hosts = [NewTrail(), NewTrail(), NewTrail()];

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => hosts[number % 3].AppendAsync(Entry(number), Cancel)));

        List<AuditRecord> records = await AllAsync();
        Assert.Equal(Enumerable.Range(1, 300).Select(number => (long)number), records.Select(record => record.Sequence));
        Assert.Equal(300, records.DistinctBy(record => record.Resource).Count());
        AuditVerification verification = await VerifyAsync();
        Assert.True(verification.Valid, string.Join("; ", verification.Findings));
    }

    [Fact]
    public async Task AppendAsync_ManyAtOnce_ShareStorageCalls()
    {
        var counter = new CallCounter();
        AuditTrail trail = NewTrail(counter.Tables(App.ConnectionString));
        await trail.AppendAsync(Entry(), Cancel);
        int before = counter.Calls;

        await Task.WhenAll(Enumerable.Range(0, 990).Select(number => trail.AppendAsync(Entry(number), Cancel)));

        // The first goes alone, the others by 99; the head is known.
        Assert.InRange(counter.Calls - before, 10, 12);
    }

    [Fact]
    public async Task AppendAsync_OneAfterTheOther_IsOneStorageCallEach()
    {
        var counter = new CallCounter();
        AuditTrail trail = NewTrail(counter.Tables(App.ConnectionString));
        await trail.AppendAsync(Entry(), Cancel);
        int before = counter.Calls;

        for (int number = 0; number < 10; number++)
            await trail.AppendAsync(Entry(number), Cancel);

        Assert.Equal(10, counter.Calls - before);
    }

    [Fact]
    public async Task AppendAsync_AnswerLost_IsNotAppendedTwice()
    {
        var options = new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(new LostAnswer(), HttpPipelinePosition.PerRetry);
        AuditTrail trail = NewTrail(new TableServiceClient(App.ConnectionString, options));

        await trail.AppendAsync(Entry(1), Cancel);
        await trail.AppendAsync(Entry(2), Cancel);

        Assert.Equal(["townships/gaowan/rosters/1", "townships/gaowan/rosters/2"], (await AllAsync()).Select(record => record.Resource));
        Assert.True((await VerifyAsync()).Valid);
    }

    [Fact]
    public async Task AppendAsync_HeadRemoved_RefusesToGoOn()
    {
        await NewTrail().AppendAsync(Entry(), Cancel);
        await Rows.DeleteEntityAsync($"{County}|2026-10", "head", cancellationToken: Cancel);

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => NewTrail().AppendAsync(Entry(1), Cancel));

        Assert.Contains("somebody removed it", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task AppendAsync_ANewMonth_ContinuesTheLatestBefore()
    {
        AuditTrail trail = NewTrail();
        await trail.AppendAsync(Entry(), Cancel);
        Clock.Now = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

        await trail.AppendAsync(Entry(), Cancel);
        await NewTrail().AppendAsync(Entry(), Cancel);

        Assert.Equal([("2026-10", 1), ("2027-01", 1), ("2027-01", 2)], (await AllAsync()).Select(record => (record.Month, (int)record.Sequence)));
        Assert.True((await VerifyAsync()).Valid);
    }

    [Fact]
    public async Task RecordAsync_TheWriteIsDone_HasItsEntryBefore()
    {
        int before = await NewTrail().RecordAsync(Entry(), async _ => (await AllAsync()).Count, Cancel);

        Assert.Equal(1, before);
        Assert.Null(Assert.Single(await AllAsync()).Reason);
    }

    [Fact]
    public async Task RecordAsync_TheWriteFails_SaysSo()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => NewTrail().RecordAsync<int>(Entry(), _ => throw new TimeoutException(), Cancel));

        Assert.Equal([null, "not done"], (await AllAsync()).Select(record => record.Reason));
    }

    /// <summary>Loses the answer of every first attempt at a transaction that was done.</summary>
    private sealed class LostAnswer : HttpPipelinePolicy
    {
        private readonly HashSet<string> seen = [];

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && seen.Add(message.Request.ClientRequestId))
                throw new IOException("The connection was lost.");
        }
    }
}
