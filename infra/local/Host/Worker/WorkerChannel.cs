using System.Threading.Channels;
using Grpc.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Yuekao.Local.Host.Worker;

/// <summary>The worker is not there, or failed to do what it was asked.</summary>
public class WorkerException(string message) : Exception(message);

/// <summary>The worker has ended. By this name the Durable Task extension knows that a turn or activity was cut off, and is to be done again, not failed.</summary>
public sealed class WorkerProcessExitException() : WorkerException("The app's worker has ended.");

/// <summary>A request that runs a function. The worker has the request itself from its own HTTP server, by the invocation's id; here are its route's and query's values.</summary>
public sealed record HttpInvocation(string Id, string Method, string Path, IReadOnlyList<KeyValuePair<string, string?>> Values)
{
    public const string Header = "x-ms-invocation-id";

    public static HttpInvocation Of(HttpRequest request) => new(Guid.NewGuid().ToString(), request.Method, request.Path, [.. request.RouteValues
        .Concat(request.Query.Select(one => KeyValuePair.Create(one.Key, (object?)one.Value))).DistinctBy(one => one.Key, StringComparer.OrdinalIgnoreCase)
        .Select(one => KeyValuePair.Create(one.Key, Convert.ToString(one.Value, CultureInfo.InvariantCulture)))]);
}

/// <summary>The host's end of the worker protocol: asks a worker what functions it has, and runs them. It has one stream for its whole life.</summary>
internal sealed class WorkerChannel(ILoggerFactory loggers) : FunctionRpc.FunctionRpcBase
{
    // The Durable Task extension takes JSON as Newtonsoft's. A text that looks like a date stays a text.
    private static readonly JsonSerializerSettings NoDates = new() { DateParseHandling = DateParseHandling.None };

    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> asked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyDictionary<string, WorkerFunction> Functions { get; private set; } = new Dictionary<string, WorkerFunction>();
    public string HttpAddress { get; private set; } = "";
    public Task Ended => ended.Task;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        await Task.WhenAny(ReadAsync(), WriteAsync(), ended.Task);
        Abandon();

        async Task ReadAsync()
        {
            await foreach (StreamingMessage message in requestStream.ReadAllAsync())
                Receive(message);
        }

        async Task WriteAsync()
        {
            await foreach (StreamingMessage message in outgoing.Reader.ReadAllAsync(context.CancellationToken))
                await responseStream.WriteAsync(message);
        }
    }

    /// <summary>Waits for the worker, and asks it for its functions.</summary>
    /// <exception cref="WorkerException">It ended, or refused a function.</exception>
    public async Task StartAsync(string folder, CancellationToken cancellation)
    {
        await UnlessGoneAsync(connected.Task, cancellation);
        // The version of the Functions host whose behaviour the worker is to expect.
        var init = new WorkerInitRequest { HostVersion = "4.1040.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        init.Capabilities["HandlesWorkerTerminateMessage"] = bool.TrueString;
        WorkerInitResponse initialized = (await AskAsync(new() { WorkerInitRequest = init }, cancellation)).WorkerInitResponse;
        Require(initialized.Result);
        // There, because the app calls ConfigureFunctionsWebApplication.
        HttpAddress = initialized.Capabilities["HttpUri"];
        var request = new FunctionsMetadataRequest { FunctionAppDirectory = folder };
        FunctionMetadataResponse declared = (await AskAsync(new() { FunctionsMetadataRequest = request }, cancellation)).FunctionMetadataResponse;
        Require(declared.Result);
        foreach (RpcFunctionMetadata function in declared.FunctionMetadataResults)
        {
            function.Directory = folder;
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            Require((await AskAsync(new() { FunctionLoadRequest = load }, cancellation)).FunctionLoadResponse.Result);
        }
        Functions = declared.FunctionMetadataResults.Select(WorkerFunction.Of).ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Runs a function, with a value for each of its inputs. Cancellation asks it to give up; it is waited for all the same.</summary>
    /// <exception cref="WorkerException">It failed, or the worker went away.</exception>
    public async Task<object?> InvokeAsync(WorkerFunction function, object?[] values, CancellationToken cancellation)
    {
        HttpInvocation? http = values.OfType<HttpInvocation>().SingleOrDefault();
        string id = http?.Id ?? Guid.NewGuid().ToString();
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = new() };
        if (Activity.Current is { } activity)
            (request.TraceContext.TraceParent, request.TraceContext.TraceState) = (activity.Id ?? "", activity.TraceStateString ?? "");
        request.InputData.AddRange(function.Inputs.Zip(values, (input, value) => new ParameterBinding { Name = input.Name, Data = DataOf(value) }));
        foreach ((string name, string? value) in http?.Values ?? [])
            request.TriggerMetadata[name] = DataOf(value);
        var cancel = new StreamingMessage { InvocationCancel = new() { InvocationId = id } };
        await using CancellationTokenRegistration cancelled = cancellation.Register(() => outgoing.Writer.TryWrite(cancel));
        InvocationResponse answer = (await AskAsync(new() { InvocationRequest = request }, CancellationToken.None)).InvocationResponse;
        Require(answer.Result);
        return ValueOf(answer.ReturnValue);
    }

    public void Terminate() => outgoing.Writer.TryWrite(new() { WorkerTerminate = new() });

    /// <summary>Says that the worker has gone: it may never have connected, or left its connection open.</summary>
    public void Abandon() => ended.TrySetResult();

    // Written as the Functions host writes it: the Durable Task extension reads type, message and stack of a function's failure out of it.
    private static void Require(StatusResult? result)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
            throw new WorkerException($"Result: {result.Status}\nException: {result.Exception?.Message}\nStack: {result.Exception?.StackTrace}");
    }

    private static TypedData DataOf(object? value) => value switch
    {
        null => new TypedData(),
        string text => new TypedData { String = text },
        HttpInvocation http => new TypedData { Http = new() { Method = http.Method, Url = http.Path } },
        TimerInfo timer => new TypedData { Json = JsonConvert.SerializeObject(new { timer.ScheduleStatus, timer.IsPastDue }) },
        _ => throw new NotSupportedException($"The worker protocol has no {value.GetType().Name} for a function."),
    };

    private static object? ValueOf(TypedData? data) => data?.DataCase switch
    {
        // Without the cast the whole would become JSON.
        TypedData.DataOneofCase.String => (object)data.String,
        TypedData.DataOneofCase.Json => JsonConvert.DeserializeObject<JToken>(data.Json, NoDates),
        TypedData.DataOneofCase.Int => data.Int,
        TypedData.DataOneofCase.Double => data.Double,
        _ => null,
    };

    private async Task<StreamingMessage> AskAsync(StreamingMessage message, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        message.RequestId = Guid.NewGuid().ToString();
        asked[message.RequestId] = answer;
        outgoing.Writer.TryWrite(message);
        await UnlessGoneAsync(answer.Task, cancellation);
        return await answer.Task;
    }

    private async Task UnlessGoneAsync(Task task, CancellationToken cancellation)
    {
        await Task.WhenAny(task, ended.Task).WaitAsync(cancellation);
        if (!task.IsCompleted)
            throw new WorkerProcessExitException();
    }

    private void Receive(StreamingMessage message)
    {
        if (message.StartStream is not null)
            connected.TrySetResult();
        else if (message.RpcLog is { } log)
            loggers.CreateLogger(log.Category).Log((LogLevel)log.Level, "{Text}", $"{log.Message} {log.Exception?.Message}".TrimEnd());
        else if (asked.TryRemove(message.RequestId, out TaskCompletionSource<StreamingMessage>? answer))
            answer.TrySetResult(message);
    }
}
