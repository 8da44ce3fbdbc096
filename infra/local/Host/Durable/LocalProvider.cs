using DurableTask.Core;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Yuekao.Local.Host.Durable;

/// <summary>An official engine as the extension wants it: what its own provider for Azure Storage, which is internal, does beyond passing calls on.</summary>
internal class LocalProvider(string name, IOrchestrationService engine) : DurabilityProvider(name, engine, (IOrchestrationServiceClient)engine, name)
{
    // As the official provider: longer timers of orchestrations in this process are made of several.
    public sealed override TimeSpan MaximumDelayTime { get; set; } = TimeSpan.FromDays(6);

    public sealed override TimeSpan LongRunningTimerIntervalLength { get; set; } = TimeSpan.FromDays(3);

    public override bool CheckStatusBeforeRaiseEvent => true;

    protected IOrchestrationService Engine { get; } = engine;

    protected IOrchestrationServiceClient Client => (IOrchestrationServiceClient)Engine;

    public override Task<IList<OrchestrationState>> GetOrchestrationStateWithInputsAsync(string instanceId, bool showInput = true) =>
        ((IOrchestrationServiceClient)this).GetOrchestrationStateAsync(instanceId, allExecutions: false);

    // For entities, which the app has none of.
    public override void SetUseSeparateQueueForEntityWorkItems(bool newValue) { }
}
