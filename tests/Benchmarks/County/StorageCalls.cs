using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Yuekao.Benchmarks.County;

/// <summary>On whose behalf the app goes to storage.</summary>
internal enum CallMaker
{
    /// <summary>Nobody's: activities, and the start of a cycle, which is the timer's in daily life.</summary>
    App,

    /// <summary>A source's that submits readings or notes an observation.</summary>
    Submissions,

    /// <summary>Somebody's who writes anything else: decisions, acknowledgements, appeals, extensions.</summary>
    People,

    /// <summary>Somebody's who only looks, the benchmark's own polling included.</summary>
    Readers,
}

/// <summary>What kind of storage a call goes to.</summary>
internal enum StorageKind
{
    /// <summary>Table Storage.</summary>
    Table,

    /// <summary>Blob Storage.</summary>
    Blob,

    /// <summary>The table of what is collected, which the target of a month leaves out.</summary>
    Submissions,
}

/// <summary>Counts the app's storage calls by the function that makes them. The task hub has clients of its own, and is not counted.</summary>
internal sealed class StorageCalls
{
    private const string SubmissionTable = "Submissions";

    private static readonly string[] Submitting = ["PutSubmission", "PutObservation"];

    private readonly AsyncLocal<(CallMaker Maker, string Function)> current = new();
    private readonly ConcurrentDictionary<(CallMaker Maker, string Function, StorageKind Kind), int> calls = new();
    private readonly ConcurrentDictionary<CallMaker, int> invocations = new();
    private readonly ConcurrentDictionary<string, (int Count, TimeSpan Time)> executions = new();

    /// <summary>Tables whose calls are counted.</summary>
    public TableServiceClient Tables(string connection)
    {
        var options = new TableClientOptions();
        options.AddPolicy(new Counting(this, StorageKind.Table), HttpPipelinePosition.PerRetry);
        return new TableServiceClient(connection, options);
    }

    /// <summary>Blobs whose calls are counted.</summary>
    public BlobServiceClient Blobs(string connection)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(new Counting(this, StorageKind.Blob), HttpPipelinePosition.PerRetry);
        return new BlobServiceClient(connection, options);
    }

    /// <summary>Middleware that notes who makes the calls of an invocation.</summary>
    public async Task InvokeAsync(FunctionContext context, Func<Task> next)
    {
        CallMaker maker = MakerOf(context);
        current.Value = (maker, context.FunctionDefinition.Name);
        invocations.AddOrUpdate(maker, 1, (_, count) => count + 1);
        string trigger = context.FunctionDefinition.InputBindings.Values.First(binding => binding.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type;
        Execute(trigger, count: 1, TimeSpan.Zero);
        long start = Stopwatch.GetTimestamp();
        // An orchestrator's turn that waits for something never comes back from here.
        await next();
        Execute(trigger, count: 0, Stopwatch.GetElapsedTime(start));
    }

    public void Reset()
    {
        calls.Clear();
        invocations.Clear();
        executions.Clear();
    }

    /// <summary>How many calls a maker made to a kind of storage.</summary>
    public int Of(CallMaker maker, StorageKind kind) => calls.Where(one => one.Key.Maker == maker && one.Key.Kind == kind).Sum(one => one.Value);

    /// <summary>How many calls a maker made.</summary>
    public int Of(CallMaker maker) => Enum.GetValues<StorageKind>().Sum(kind => Of(maker, kind));

    /// <summary>How many functions ran for a maker.</summary>
    public int InvocationsOf(CallMaker maker) => invocations.GetValueOrDefault(maker);

    /// <summary>How many functions ran, and for how long in all, by what triggers them. An orchestrator's turn is one execution; only its last is timed.</summary>
    public IReadOnlyList<(string Trigger, int Count, TimeSpan Time)> Executions() =>
    [
        .. executions.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value.Count, one.Value.Time)),
    ];

    /// <summary>A maker's functions by how many calls they made to some kinds of storage, the most first.</summary>
    public IReadOnlyList<(string Function, int Calls)> ByFunction(CallMaker maker, params StorageKind[] kinds) =>
    [
        .. calls.Where(one => one.Key.Maker == maker && kinds.Contains(one.Key.Kind)).GroupBy(one => one.Key.Function, one => one.Value)
            .Select(one => (one.Key, one.Sum())).OrderByDescending(one => one.Item2).ThenBy(one => one.Key, StringComparer.Ordinal),
    ];

    private void Execute(string trigger, int count, TimeSpan time) =>
        executions.AddOrUpdate(trigger, (count, time), (_, sum) => (sum.Count + count, sum.Time + time));

    private static CallMaker MakerOf(FunctionContext context) => context.GetHttpContext() switch
    {
        null => CallMaker.App,
        { Request.Method: var method } when HttpMethods.IsGet(method) => CallMaker.Readers,
        _ when context.FunctionDefinition.Name == "StartCycle" => CallMaker.App,
        _ when Submitting.Contains(context.FunctionDefinition.Name) => CallMaker.Submissions,
        _ => CallMaker.People,
    };

    private void Count(StorageKind kind)
    {
        (CallMaker maker, string? function) = current.Value;
        calls.AddOrUpdate((maker, function ?? "host", kind), 1, (_, count) => count + 1);
    }

    private sealed class Counting(StorageCalls calls, StorageKind kind) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => calls.Count(kind == StorageKind.Table && IsOfSubmissions(message.Request) ? StorageKind.Submissions : kind);

        // A transaction names its table in its body.
        private static bool IsOfSubmissions(Request request)
        {
            using var body = new MemoryStream();
            request.Content?.WriteTo(body, CancellationToken.None);
            return $"{request.Uri} {Encoding.UTF8.GetString(body.ToArray())}".Contains($"/{SubmissionTable}", StringComparison.Ordinal);
        }
    }
}
