using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace Yuekao.App.Tests.Support;

/// <summary>Keeps the newest turn of every orchestration: all of its history, as the host sends it to the worker, and what the worker answered.</summary>
internal sealed class TurnRecorder
{
    private readonly ConcurrentDictionary<string, Turn> turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Instance, string Activity), Turn> past = new();

    /// <summary>The newest turn of an orchestration; null before its first.</summary>
    public Turn? Of(string instance) => turns.GetValueOrDefault(instance);

    /// <summary>The newest turn of an orchestration that had called an activity, for one that begins anew again and again; null where none had.</summary>
    public Turn? Of(string instance, string past) => this.past.GetValueOrDefault((instance, past));

    /// <summary>Keeps one.</summary>
    public void Add(string orchestrator, string request, string response)
    {
        OrchestratorRequest history = OrchestratorRequest.Parser.ParseFrom(ByteString.FromBase64(request));
        var turn = new Turn(orchestrator, history, OrchestratorResponse.Parser.ParseFrom(ByteString.FromBase64(response)));
        turns[history.InstanceId] = turn;
        foreach (string activity in turn.History.Where(one => one.TaskScheduled is not null).Select(one => one.TaskScheduled.Name).Distinct())
            past[(history.InstanceId, activity)] = turn;
    }
}

/// <summary>A turn of an orchestration.</summary>
/// <param name="Orchestrator">The function.</param>
/// <param name="Request">Its history, old and new.</param>
/// <param name="Response">What it then wants.</param>
internal sealed record Turn(string Orchestrator, OrchestratorRequest Request, OrchestratorResponse Response)
{
    /// <summary>All of its history.</summary>
    public IEnumerable<HistoryEvent> History => Request.PastEvents.Concat(Request.NewEvents);

    /// <summary>How often an event of a name came.</summary>
    public int Events(string name) => History.Count(one => one.EventRaised is { } raised && raised.Name == name);

    /// <summary>Whether an activity was called.</summary>
    public bool Called(string activity) => History.Any(one => one.TaskScheduled is { } scheduled && scheduled.Name == activity);
}
