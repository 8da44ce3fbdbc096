using System.Text.Json.Nodes;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Yuekao.Local.Host.Worker;
using Yuekao.Local.Host.Worker.Protocol;

namespace Yuekao.Local.Host.Triggers;

/// <summary>Base of the class that the WebJobs SDK runs: one method a function of the worker, each of which calls <see cref="InvokeAsync"/>.</summary>
public abstract class WorkerFunctions
{
    internal WorkerChannel Worker { get; set; } = null!;

    internal Action<string, string, string>? Turned { get; set; }

    /// <summary>Lets the worker run a function with what the SDK bound to its parameters.</summary>
    protected async Task<object?> InvokeAsync(string name, object?[] values, CancellationToken cancellation)
    {
        WorkerFunction function = Worker.Functions[name];
        HttpInvocation? http = values.OfType<HttpInvocation>().SingleOrDefault();
        object? result = await Worker.InvokeAsync(
            name, http?.Id ?? Guid.NewGuid().ToString(), function.Inputs.Zip(values, (input, value) => KeyValuePair.Create(input.Name, Input(value))), http?.Metadata ?? [], cancellation);
        if (Turned is not null && result is string response && values is [string request, ..] && function.Trigger?.Type == "orchestrationTrigger")
            Turned(name, request, response);
        return result;
    }

    private static object? Input(object? value) => value switch
    {
        HttpInvocation http => new RpcHttp { Method = http.Method, Url = http.Url },
        TimerInfo timer => new JsonObject
        {
            ["IsPastDue"] = timer.IsPastDue,
            ["ScheduleStatus"] = timer.ScheduleStatus is { } status ? new JsonObject { ["Last"] = status.Last, ["Next"] = status.Next, ["LastUpdated"] = status.LastUpdated } : null,
        },
        _ => value,
    };

    /// <summary>Makes them for the WebJobs SDK.</summary>
    internal sealed class Activator(WorkerChannel worker, Action<string, string, string>? turned) : IJobActivator
    {
        public T CreateInstance<T>()
        {
            T created = System.Activator.CreateInstance<T>();
            if (created is WorkerFunctions functions)
                (functions.Worker, functions.Turned) = (worker, turned);
            return created;
        }
    }
}

/// <summary>A request that runs a function: the worker has the request itself from its own HTTP server, by the id of the invocation. Here are its route's and query's values.</summary>
public sealed record HttpInvocation(string Id, string Method, string Url, Dictionary<string, string?> Metadata);
