using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Runs functions of every trigger but HTTP: in a scope of their own, until the host's patience ends.</summary>
internal sealed class FunctionRunner(FunctionPipeline pipeline, HostShutdown shutdown, IServiceScopeFactory scopes)
{
    /// <summary>Runs a function through the pipeline.</summary>
    /// <returns>What it returned, or what middleware put in its place.</returns>
    public async Task<object?> RunAsync(HostedFunction function, object? input, IReadOnlyDictionary<string, object?> bindingData)
    {
        await using var invocation = new Invocation(function, scopes, shutdown.Token) { Input = input, BindingData = bindingData };
        await pipeline.RunAsync(invocation);
        return invocation.Outcome.Value;
    }
}
