using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Grpc.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Yuekao.Local.Host.Worker.Protocol;
using Content = Yuekao.Local.Host.Worker.Protocol.StreamingMessage.ContentOneofCase;

namespace Yuekao.Local.Host.Worker;

/// <summary>The worker is not there, or failed to do what it was asked.</summary>
public sealed class WorkerException(string message) : Exception(message);

/// <summary>The host's end of the worker protocol: asks the worker what functions it has, and runs them. One worker, one stream for its whole life.</summary>
internal sealed class WorkerChannel(ILoggerFactory loggers) : FunctionRpc.FunctionRpcBase, IDisposable
{
    // The version of the Functions host whose behaviour workers are to expect.
    private const string HostVersion = "4.1040.0";

    // A text that looks like a date stays a text.
    private static readonly JsonSerializerSettings NoDates = new() { DateParseHandling = DateParseHandling.None };

    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> asked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closed = new();
    private Dictionary<string, WorkerFunction> functions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The worker's functions, by name, once it was started.</summary>
    public IReadOnlyDictionary<string, WorkerFunction> Functions => functions;

    /// <summary>Where the worker itself serves HTTP.</summary>
    public string HttpAddress { get; private set; } = "";

    /// <summary>Ends when the worker has gone.</summary>
    public Task Ended => ended.Task;

    /// <summary>Serves the worker's stream until it ends.</summary>
    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, closed.Token);
        Task writing = WriteAsync();
        try
        {
            await foreach (StreamingMessage message in requestStream.ReadAllAsync(ending.Token))
                Receive(message);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // However it went, it has gone.
        }

        ended.TrySetResult();
        foreach (string id in asked.Keys)
            Take(id)?.TrySetException(Gone());
        await ending.CancelAsync();
        // What could not be written fails: whoever waits for an answer was told just now.
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task WriteAsync()
        {
            await foreach (StreamingMessage message in outgoing.Reader.ReadAllAsync(ending.Token))
                await responseStream.WriteAsync(message, ending.Token);
        }
    }

    /// <summary>Waits for the worker, and asks it for its functions.</summary>
    /// <exception cref="WorkerException">It ended, or refused a function.</exception>
    public async Task StartAsync(string folder, CancellationToken cancellation)
    {
        if (await Task.WhenAny(connected.Task, ended.Task).WaitAsync(cancellation) == ended.Task)
            throw Gone();
        var init = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = folder, FunctionAppDirectory = folder, Capabilities = { ["HandlesWorkerTerminateMessage"] = bool.TrueString } };
        WorkerInitResponse initialized = (await AskAsync(new StreamingMessage { WorkerInitRequest = init }, cancellation)).WorkerInitResponse;
        Require(initialized.Result);
        if (!initialized.Capabilities.TryGetValue("HttpUri", out string? address))
            throw new WorkerException("The worker serves no HTTP itself: the app must call ConfigureFunctionsWebApplication.");
        HttpAddress = address;

        var request = new StreamingMessage { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } };
        FunctionMetadataResponse declared = (await AskAsync(request, cancellation)).FunctionMetadataResponse;
        Require(declared.Result);
        foreach (RpcFunctionMetadata function in declared.FunctionMetadataResults)
        {
            function.Directory = folder;
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            Require((await AskAsync(new StreamingMessage { FunctionLoadRequest = load }, cancellation)).FunctionLoadResponse.Result);
        }

        functions = declared.FunctionMetadataResults.Select(WorkerFunction.Of).ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Runs a function. Cancellation asks it to give up; it is waited for all the same.</summary>
    /// <exception cref="WorkerException">It failed, or the worker went away.</exception>
    public async Task<object?> InvokeAsync(
        string function, string id, IEnumerable<KeyValuePair<string, object?>> inputs, IEnumerable<KeyValuePair<string, string?>> metadata, CancellationToken cancellation)
    {
        var request = new InvocationRequest { InvocationId = id, FunctionId = functions[function].Metadata.FunctionId, TraceContext = new() };
        if (Activity.Current is { } activity)
            (request.TraceContext.TraceParent, request.TraceContext.TraceState) = (activity.Id ?? "", activity.TraceStateString ?? "");
        request.InputData.AddRange(inputs.Select(input => new ParameterBinding { Name = input.Key, Data = DataOf(input.Value) }));
        foreach ((string name, string? value) in metadata)
            request.TriggerMetadata[name] = DataOf(value);

        await using CancellationTokenRegistration cancelled = cancellation.Register(() => outgoing.Writer.TryWrite(new StreamingMessage { InvocationCancel = new() { InvocationId = id } }));
        InvocationResponse answer = (await AskAsync(new StreamingMessage { InvocationRequest = request }, CancellationToken.None)).InvocationResponse;
        Require(answer.Result);
        return ValueOf(answer.ReturnValue);
    }

    /// <summary>Asks the worker to end.</summary>
    public void Terminate() => outgoing.Writer.TryWrite(new StreamingMessage { WorkerTerminate = new() });

    /// <summary>Says that the worker has gone: it may never have connected, or left its connection open.</summary>
    public void Abandon()
    {
        ended.TrySetResult();
        closed.Cancel();
    }

    public void Dispose() => closed.Dispose();

    // Written as the Functions host writes it: the Durable Task extension reads type, message and stack of a function's failure out of it.
    private static void Require(StatusResult? result)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
            throw new WorkerException($"Result: {result.Status}\nException: {result.Exception?.Message}\nStack: {result.Exception?.StackTrace}");
    }

    // By these first words the Durable Task extension knows that the turn or activity was cut off, and is to be done again, not failed.
    private static WorkerException Gone() => new("Did not find any initialized language workers: the app's worker has gone.");

    private static TypedData DataOf(object? value) => value switch
    {
        null => new TypedData(),
        string text => new TypedData { String = text },
        RpcHttp http => new TypedData { Http = http },
        JsonNode json => new TypedData { Json = json.ToJsonString() },
        _ => throw new NotSupportedException($"The worker protocol has no {value.GetType().Name} for a function."),
    };

    /// <summary>What a function returned. The Durable Task extension takes JSON as Newtonsoft's.</summary>
    private static object? ValueOf(TypedData? data) => data?.DataCase switch
    {
        // Without the cast the whole would become JSON.
        TypedData.DataOneofCase.String => (object)data.String,
        TypedData.DataOneofCase.Json => JsonConvert.DeserializeObject<JToken>(data.Json, NoDates),
        TypedData.DataOneofCase.Bytes => data.Bytes.ToByteArray(),
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
        // One that asks while the worker goes may have been overlooked when the others were told.
        if (ended.Task.IsCompleted)
            Take(message.RequestId)?.TrySetException(Gone());
        return await answer.Task.WaitAsync(cancellation);
    }

    private void Receive(StreamingMessage message)
    {
        if (message.ContentCase == Content.StartStream)
            connected.TrySetResult();
        else if (message.ContentCase == Content.RpcLog)
            Log(message.RpcLog);
        else
            Take(message.RequestId)?.TrySetResult(message);
    }

    private TaskCompletionSource<StreamingMessage>? Take(string id) => asked.TryRemove(id, out TaskCompletionSource<StreamingMessage>? answer) ? answer : null;

    private void Log(RpcLog log)
    {
        const int Metric = 2;
        if (log.LogCategory != Metric)
            loggers.CreateLogger(log.Category).Log((LogLevel)log.Level, new EventId(), log, exception: null, static (entry, _) => entry.Exception is { Message.Length: > 0 } exception ? $"{entry.Message} {exception.Message}" : entry.Message);
    }
}
