using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Yuekao.App.Tests.Cycle;
using Yuekao.App.Tests.Tell.Deliveries;

namespace Yuekao.App.Tests.Platform.Telemetry;

/// <summary>A month over HTTP, and what telemetry tells of it.</summary>
public sealed class MonthTelemetryTests(AppFixture fixture)
{
    // Places, rules and outcomes. A tag that is added may tell who somebody is: it is looked at here first.
    private static readonly string[] Allowed =
    [
        "yuekao.county", "yuekao.scheme", "yuekao.period", "yuekao.pool", "yuekao.source", "yuekao.phase", "yuekao.channel", "yuekao.outgoing", "yuekao.outcome", "yuekao.storage.kind",
        "error.type", "http.response.status_code", "faas.name", "faas.trigger", "faas.invocation_id",
    ];

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly FakeChannel robot = new("robot");
    private readonly FakeChannel mail = new("mail") { Answers = (message, _) => message.Recipient.StartsWith("cadre:", StringComparison.Ordinal) || !message.Recipient.Contains(':', StringComparison.Ordinal) ? DeliveryResult.Refused : DeliveryResult.Sent };
    private readonly Counter tables = new();
    private readonly Counter blobs = new();

    [Fact]
    public async Task Month_FromOpeningToSeal_IsCountedMeasuredAndTracedWithoutAnybodysName()
    {
        TelemetryRecorder recorder;
        CycleHost host = await CycleHost.StartAsync(fixture, services: AddTo);
        await using (host)
        {
            (tables.Calls, blobs.Calls) = (0, 0);
            recorder = new TelemetryRecorder(host.App.Services);
            await host.PublishAsync();
            using (HttpResponseMessage late = await host.SendAsync($"meeting:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/decision", CycleHost.Approval(round: 2)))
                Assert.Equal(409, (int)late.StatusCode);
            await host.SealAsync();

            int notices = (await host.App.Services.GetRequiredService<NoticeStore>()
                .OfCycleAsync(host.Key, host.Townships[0], acknowledged: null, after: null, int.MaxValue, TestContext.Current.CancellationToken)).Count;
            await UntilAsync(() => recorder.Sum("yuekao.notices.sent", ("yuekao.channel", "robot"), ("yuekao.outgoing", "notices")) == notices && Attempts("mail", "notices").Count == notices);
        }

        using (recorder)
        {
            (string, string)[] cycle = [("yuekao.county", host.Data.County.Value), ("yuekao.scheme", host.Scheme.Key.Scheme.Value)];
            Assert.Equal(1, recorder.Sum("yuekao.cycles.opened", cycle));
            Assert.Equal(1, recorder.Sum("yuekao.cycles.closed", cycle));
            foreach (SourceId source in host.RequiredSources)
                Assert.Equal(host.ReadingsOf(host.Townships[0], source).Count, recorder.Sum("yuekao.readings.received", [.. cycle, ("yuekao.source", source.Value)]));
            Assert.Equal(host.Month.Townships.Sum(one => one.Submissions.Sum(submission => submission.Readings.Count)), recorder.Sum("yuekao.readings.received"));

            AssertPhase("collecting", host.Times.PeriodEnds.AddHours(9) - host.Times.Opens);
            AssertPhase("deciding", TimeSpan.Zero);
            AssertPhase("feedback", TimeSpan.Zero);
            AssertPhase("appeals", host.Times.Appeal);

            // Each item once by each channel: those that the mail refuses and those that it takes are all that came.
            Assert.Equal(robot.Came.Count, recorder.Sum("yuekao.notices.sent", ("yuekao.channel", "robot")));
            Assert.Empty(recorder.Of("yuekao.notices.failed", ("yuekao.channel", "robot")));
            double refused = recorder.Sum("yuekao.notices.failed", ("yuekao.channel", "mail"), ("yuekao.outcome", "refused"));
            Assert.Equal(mail.Came.Count(message => mail.Answers(message, 1) == DeliveryResult.Refused), refused);
            Assert.True(refused > 0);
            Assert.Equal(mail.Came.Count - refused, recorder.Sum("yuekao.notices.sent", ("yuekao.channel", "mail")));

            Assert.Equal(tables.Calls, recorder.Sum("yuekao.storage.calls", ("yuekao.storage.kind", "table")));
            Assert.Equal(blobs.Calls, recorder.Sum("yuekao.storage.calls", ("yuekao.storage.kind", "blob")));
            Assert.Equal(tables.Calls + blobs.Calls, recorder.Of("yuekao.storage.call.duration").Count);
            Assert.Equal(1, recorder.Sum("yuekao.requests.rejected", ("error.type", "rule-broken")));

            AssertSpans(recorder.Spans, host);
            AssertNobody(recorder, host);

            void AssertPhase(string phase, TimeSpan expected)
            {
                Measurement one = Assert.Single(recorder.Of("yuekao.cycle.phase.duration", [.. cycle, ("yuekao.phase", phase)]));
                Assert.InRange(one.Value, Math.Max(0, (expected - Tolerance).TotalSeconds), (expected + Tolerance).TotalSeconds);
            }
        }

        IReadOnlyList<Measurement> Attempts(string channel, string outgoing) => recorder.Of("yuekao.channel.send.duration", ("yuekao.channel", channel), ("yuekao.outgoing", outgoing));
    }

    private static void AssertSpans(IReadOnlyList<Activity> spans, CycleHost host)
    {
        foreach (string function in (string[])["FreezeCycle", "ProposeGrades", "ComputeResult", "PublishPool", "SealCycle"])
        {
            Activity span = Assert.Single(spans, one => one.OperationName == function);
            Assert.Equal(ActivityStatusCode.Unset, span.Status);
            Assert.Equal((host.Data.County.Value, host.Period.Value), (span.GetTagItem("yuekao.county"), span.GetTagItem("yuekao.period")));
        }

        Assert.DoesNotContain(spans, one => one.OperationName.EndsWith("Orchestrator", StringComparison.Ordinal));
        Assert.Equal(host.Month.Townships.Sum(one => one.Submissions.Count), spans.Count(one => one.OperationName == "PutSubmission" && one.Kind == ActivityKind.Server));
        Activity[] sends = [.. spans.Where(one => one.OperationName == "send mail")];
        Assert.Contains(sends, one => one.Status == ActivityStatusCode.Error);
        Assert.Contains(sends, one => one.Status == ActivityStatusCode.Unset);
        Assert.All(sends, send => Assert.Contains(spans, one => one.SpanId == send.ParentSpanId && one.OperationName == nameof(DeliveryActivities.SendWave)));
        Assert.Contains(spans, one => one.OperationName == "PutDecision" && one.GetTagItem("http.response.status_code") is 409 && one.Status == ActivityStatusCode.Unset);
    }

    private static void AssertNobody(TelemetryRecorder recorder, CycleHost host)
    {
        KeyValuePair<string, object?>[] tags = [.. recorder.Measured.SelectMany(one => one.Tags), .. recorder.Spans.SelectMany(span => span.TagObjects)];
        Assert.Empty(tags.Select(tag => tag.Key).Distinct().Except(Allowed));
        HashSet<string> people = [.. host.Data.Postings.SelectMany(posting => (string[])[posting.Cadre.Value, posting.Name])];
        string[] values = [.. tags.Select(tag => $"{tag.Value}").Concat(recorder.Spans.SelectMany(span => (string[])[span.DisplayName, $"{span.StatusDescription}"])).Distinct()];
        Assert.DoesNotContain(values, value => people.Contains(value) || value.Contains("cadre:", StringComparison.Ordinal));
        Assert.All(recorder.Spans, span => Assert.Empty(span.Events));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }

    private void AddTo(IServiceCollection services)
    {
        services.AddSingleton<INoticeChannel>(robot).AddSingleton<INoticeChannel>(mail);
        services.AddSingleton(provider => new TableServiceClient(fixture.ConnectionString, Counted(new TableClientOptions(), provider, StorageKind.Table, tables)));
        services.AddSingleton(provider => new BlobServiceClient(fixture.ConnectionString, Counted(new BlobClientOptions(), provider, StorageKind.Blob, blobs)));
    }

    private static T Counted<T>(T options, IServiceProvider provider, StorageKind kind, Counter counter)
        where T : ClientOptions
    {
        options.Measured(provider, kind).AddPolicy(counter, HttpPipelinePosition.PerRetry);
        return options;
    }

    private sealed class Counter : HttpPipelineSynchronousPolicy
    {
        private int calls;

        public int Calls
        {
            get => Volatile.Read(ref calls);
            set => Volatile.Write(ref calls, value);
        }

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref calls);
    }
}
