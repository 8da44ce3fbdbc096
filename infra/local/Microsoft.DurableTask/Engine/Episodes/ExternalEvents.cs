namespace Microsoft.DurableTask.Local;

/// <summary>Events that were raised before somebody waited, and waits that began before somebody raised. First come, first served, by name.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, LinkedList<IWait>> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<EventRaised> kept = [];

    /// <summary>How many waits are open.</summary>
    public int Waiting { get; private set; }

    /// <summary>The events that nobody has waited for, in the order in which they came.</summary>
    public IEnumerable<EventRaised> Kept => kept;

    public void Raise(EventRaised raised)
    {
        if (waits.TryGetValue(raised.Name, out LinkedList<IWait>? queue) && queue.First is { } first)
        {
            queue.RemoveFirst();
            Waiting--;
            first.Value.Complete(raised.Input?.Text);
        }
        else
        {
            kept.AddLast(raised);
        }
    }

    public Task<T> Wait<T>(string name, Action checkAccess, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);

        var wait = new Waiter<T>(converter);
        for (LinkedListNode<EventRaised>? node = kept.First; node is not null; node = node.Next)
        {
            if (!string.Equals(node.Value.Name, name, StringComparison.OrdinalIgnoreCase))
                continue;
            kept.Remove(node);
            wait.Complete(node.Value.Input?.Text);
            return wait.Task;
        }

        if (!waits.TryGetValue(name, out LinkedList<IWait>? queue))
            waits.Add(name, queue = []);
        LinkedListNode<IWait> place = queue.AddLast(wait);
        Waiting++;
        wait.CancelBy(cancellation, () =>
        {
            checkAccess();
            queue.Remove(place);
            Waiting--;
        });
        return wait.Task;
    }

    private interface IWait
    {
        void Complete(string? input);
    }

    private sealed class Waiter<T>(DataConverter converter) : TaskCompletionSource<T>, IWait
    {
        private CancellationTokenRegistration registration;

        public void CancelBy(CancellationToken token, Action leave) => registration = token.Register(() =>
        {
            leave();
            SetCanceled(token);
        });

        public void Complete(string? input)
        {
            registration.Dispose();
            T? value;
            try
            {
                value = converter.Deserialize<T>(input);
            }
            catch (Exception exception)
            {
                SetException(exception);
                return;
            }

            SetResult(value!);
        }
    }
}
