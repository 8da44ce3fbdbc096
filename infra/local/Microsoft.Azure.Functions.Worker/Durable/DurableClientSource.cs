using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Local;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The client of the app's task hub.</summary>
internal sealed class DurableClientSource(TaskHub hub)
{
    public DurableTaskClient Client => hub.Client;
}
