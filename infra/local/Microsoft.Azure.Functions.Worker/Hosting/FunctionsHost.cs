using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yuekao.Local.Azurite;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The host: storage, then the web application with all that runs functions; and a plain line for whatever keeps it from starting.</summary>
internal sealed class FunctionsHost(
    WebApplication app, FunctionCatalog functions, LocalHostOptions options, string listen, string? connection, IReadOnlyList<string> problems, long started)
    : IHost, IAsyncDisposable
{
    private readonly ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Host");
    private AzuriteServer? azurite;

    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (problems.Count > 0)
                throw new HostStartupException(problems);
            if (StorageConnection.IsDevelopment(connection) && functions.All.Count > 0)
                azurite = await AzuriteServer.StartAsync(options.Azurite, line => logger.LogInformation("{Progress}", line), cancellationToken);
            await app.StartAsync(cancellationToken);
            Announce();
        }
        catch (Exception exception) when (StartupFailure.Explain(exception, listen) is { } failure)
        {
            if (options.ThrowOnStartupFailure)
                ExceptionDispatchInfo.Throw(failure);
            foreach (string problem in failure.Problems)
                await Console.Error.WriteLineAsync(problem);
            Environment.ExitCode = 1;
            app.Lifetime.StopApplication();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await app.StopAsync(cancellationToken);
        await StopAzuriteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await StopAzuriteAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task StopAzuriteAsync()
    {
        AzuriteServer? own = Interlocked.Exchange(ref azurite, null);
        if (own is not null)
            await own.DisposeAsync();
    }

    private void Announce()
    {
        string address = app.Urls.First().TrimEnd('/');
        foreach (HostedFunction function in functions.All)
            logger.LogInformation("  {Function}", function.Describe(address));
        if (functions.All.Count == 0)
            logger.LogWarning("The app has no functions: put [Function] on public methods.");
        logger.LogInformation(
            "Host started ({Count} functions) on {Address} in {Milliseconds:0} ms", functions.All.Count, address, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
