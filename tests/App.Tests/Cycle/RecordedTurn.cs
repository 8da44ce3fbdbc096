using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A turn of an orchestration as a file that people can read: the protocol's own JSON.</summary>
internal static class RecordedTurn
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Turn turn) => new JsonObject
    {
        ["orchestrator"] = turn.Orchestrator,
        ["request"] = JsonNode.Parse(JsonFormatter.Default.Format(turn.Request)),
        ["response"] = JsonNode.Parse(JsonFormatter.Default.Format(turn.Response)),
    }.ToJsonString(Indented) + "\n";

    public static Turn Read(string text)
    {
        JsonNode turn = JsonNode.Parse(text)!;
        return new Turn(turn["orchestrator"]!.GetValue<string>(), OrchestratorRequest.Parser.ParseJson(turn["request"]!.ToJsonString()), OrchestratorResponse.Parser.ParseJson(turn["response"]!.ToJsonString()));
    }
}
