using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>
/// The end of patience: signalled when four fifths of the shutdown timeout have passed and functions still run.
/// Until then a stopping host lets them finish; afterwards they have the last fifth to give up in.
/// </summary>
internal sealed class HostShutdown : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration stopping;

    public HostShutdown(IHostApplicationLifetime lifetime, IOptions<HostOptions> options, TimeProvider clock)
    {
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        stopping = lifetime.ApplicationStopping.Register(() => source.CancelAfter(options.Value.ShutdownTimeout * 0.8));
    }

    /// <summary>Signalled when functions must end.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        stopping.Dispose();
        source.Dispose();
    }
}
