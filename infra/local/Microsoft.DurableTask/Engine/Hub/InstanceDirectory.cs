using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Microsoft.DurableTask.Local;

/// <summary>The live instances of a hub. An instance is live from its creation until it has ended and all of it is stored.</summary>
internal sealed class InstanceDirectory(HubServices hub)
{
    private readonly ConcurrentDictionary<string, OrchestrationInstance> live = new();

    public OrchestrationInstance? Find(string instanceId) => live.GetValueOrDefault(instanceId);

    /// <summary>The instance that a link names, unless it has given way to another one under the same id.</summary>
    public OrchestrationInstance? Find(ParentLink link) => Find(link.InstanceId) is { } parent && parent.Record.Generation == link.Generation ? parent : null;

    public HashSet<string> Generations() => [.. live.Values.Select(instance => instance.Record.Generation)];

    /// <summary>Waits for the instances that are at work.</summary>
    public Task DrainAsync(CancellationToken cancellation) => Task.WhenAll(live.Values.Select(instance => instance.Reading)).WaitAsync(cancellation);

    /// <summary>Takes in an instance that was read from storage. It does nothing until it is activated.</summary>
    public void Add(OrchestrationInstance instance) => live[instance.InstanceId] = instance;

    /// <summary>Forgets an instance that has ended and is stored.</summary>
    public void Retire(OrchestrationInstance instance)
    {
        live.TryRemove(KeyValuePair.Create(instance.InstanceId, instance));
        instance.Retire();
    }

    /// <summary>Creates an instance. When this returns it is stored.</summary>
    /// <param name="wanted">The instance.</param>
    /// <param name="mayExist">Whether its id may have been used before: no when it has just been made up.</param>
    /// <param name="accept">Told of an instance with the same id: true to return that one, false to replace it (if it has ended), or an exception.</param>
    /// <exception cref="OrchestrationAlreadyExistsException">An instance with the id has not ended.</exception>
    public async Task<InstanceRecord> CreateAsync(InstanceRecord wanted, bool mayExist, Func<InstanceRecord, bool> accept)
    {
        while (true)
        {
            var instance = new OrchestrationInstance(hub, wanted);
            OrchestrationInstance present = live.GetOrAdd(wanted.InstanceId, instance);
            if (present == instance)
                return await StoreAsync(instance, wanted, mayExist, accept);
            if (accept(present.Record))
                return present.Record;
            if (!present.HasEnded)
                throw new OrchestrationAlreadyExistsException(wanted.InstanceId, present.Record.Status);
            hub.Projection.Hurry();
            await present.Retired.WaitAsync(hub.Lifetime.Halted);
        }
    }

    /// <summary>Starts a sub-orchestration, unless it has been started already.</summary>
    /// <param name="parent">Who calls.</param>
    /// <param name="call">The call.</param>
    /// <param name="again">Whether the call may have been carried out before.</param>
    /// <returns>The instance, which may have ended.</returns>
    public Task<InstanceRecord> StartChildAsync(InstanceRecord parent, SubOrchestrationScheduled call, bool again)
    {
        StorageKey.Validate(call.InstanceId);
        ParentLink link = LinkOf(parent, call);
        InstanceRecord child = New(call.InstanceId, call.Name, call.Version, call.Input?.Copy()) with
        {
            Parent = link,
            Tags = call.Tags ?? ImmutableDictionary<string, string>.Empty,
        };

        // An id that a context made up is new, the first time.
        bool mayExist = again || !Guid.TryParseExact(call.InstanceId, "N", out _);
        return CreateAsync(child, mayExist, existing => existing.Parent == link);
    }

    /// <summary>A new instance as it is before it starts.</summary>
    public InstanceRecord New(string instanceId, string name, string version, Payload? input)
    {
        DateTimeOffset now = hub.Clock.GetUtcNow();
        return new InstanceRecord
        {
            InstanceId = instanceId,
            Name = name,
            Version = version,
            Input = input,
            Generation = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            LastUpdatedAt = now,
        };
    }

    public static ParentLink LinkOf(InstanceRecord parent, SubOrchestrationScheduled call) =>
        new(parent.InstanceId, parent.Generation, parent.Execution, call.TaskId, parent.Name);

    private async Task<InstanceRecord> StoreAsync(OrchestrationInstance reserved, InstanceRecord wanted, bool mayExist, Func<InstanceRecord, bool> accept)
    {
        try
        {
            if (mayExist && await hub.Storage.Instances.FindAsync(wanted.InstanceId, hub.Lifetime.Halted) is { } stored)
            {
                if (!stored.Purging && accept(stored))
                {
                    Discard(reserved);
                    return stored;
                }

                await hub.Purger.MakeRoomAsync(stored);
                wanted = wanted with { Execution = stored.Execution + 1 };
            }

            await hub.Storage.Instances.WriteAsync(wanted, hub.Lifetime.Halted);
        }
        catch
        {
            Discard(reserved);
            throw;
        }

        reserved.Begin(wanted);
        return wanted;
    }

    private void Discard(OrchestrationInstance reserved)
    {
        Retire(reserved);
        reserved.Discard();
    }
}
