using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Yuekao.App.Platform;

/// <summary>
/// A span for each invocation, in the host's trace. Orchestrators have none, for they are replayed; nor has an invocation that the Functions worker itself
/// traces, as it does where something listens to its own source.
/// </summary>
internal sealed class InvocationMiddleware(YuekaoTelemetry telemetry) : IFunctionsWorkerMiddleware
{
    private const string WorkerSource = "Microsoft.Azure.Functions.Worker";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        telemetry.Source.HasListeners() && TriggerOf(context.FunctionDefinition) is { } trigger && Activity.Current?.Source.Name.StartsWith(WorkerSource, StringComparison.Ordinal) != true
            ? TracedAsync(context, trigger, next)
            : next(context);

    private async Task TracedAsync(FunctionContext context, string trigger, FunctionExecutionDelegate next)
    {
        TraceContext trace = context.TraceContext;
        // Without the host's trace it is whatever runs here, or a trace of its own.
        bool isHosts = ActivityContext.TryParse(trace.TraceParent, trace.TraceState, isRemote: true, out ActivityContext parent);
        using Activity? span = telemetry.Source.StartActivity(
            context.FunctionDefinition.Name,
            trigger == "http" ? ActivityKind.Server : ActivityKind.Internal,
            isHosts ? parent : default,
            [new(TelemetryTags.Function, context.FunctionDefinition.Name), new(TelemetryTags.Trigger, trigger), new(TelemetryTags.Invocation, context.InvocationId)]);
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            span?.Fail(exception);
            throw;
        }
    }

    /// <summary>What sets a function off, in the words of the semantic conventions; null for an orchestrator.</summary>
    private static string? TriggerOf(FunctionDefinition function)
    {
        string? trigger = function.InputBindings.Values.Select(binding => binding.Type).FirstOrDefault(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        return trigger?.ToUpperInvariant() switch
        {
            "ORCHESTRATIONTRIGGER" => null,
            "HTTPTRIGGER" => "http",
            "TIMERTRIGGER" => "timer",
            _ => "other",
        };
    }
}
