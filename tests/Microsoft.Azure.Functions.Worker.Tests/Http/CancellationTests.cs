using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public sealed class CancellationTests
{
    /// <summary>A request that waits until the test lets it go.</summary>
    public sealed class Gate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Waiting(Gate gate)
    {
        [Function("wait")]
        public async Task<string> Wait([HttpTrigger] HttpRequest request, CancellationToken cancellation)
        {
            gate.Entered.SetResult();
            try
            {
                await gate.Open.Task.WaitAsync(cancellation);
                return "answered";
            }
            catch (OperationCanceledException)
            {
                gate.Cancelled.SetResult();
                throw;
            }
        }
    }

    [Fact]
    public async Task Request_ClientGoesAway_CancelsTheFunction()
    {
        var gate = new Gate();
        await using RunningApp app = await AppWith(gate);
        using var client = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<string> request = app.Http.GetStringAsync(new Uri("api/wait", UriKind.Relative), client.Token);
        await gate.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await gate.Cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_RequestInFlight_IsAnsweredFirst()
    {
        var gate = new Gate();
        await using RunningApp app = await AppWith(gate);
        Task<string> request = app.GetStringAsync("api/wait");
        await gate.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        Task stop = app.StopAsync();
        await WhenStopping(app);
        Assert.False(gate.Cancelled.Task.IsCompleted);
        gate.Open.SetResult();

        Assert.Equal("answered", await request);
        await stop;
    }

    [Fact]
    public async Task Stop_RequestThatWillNotEnd_IsCancelledAfterFourFifthsOfTheTimeout()
    {
        var gate = new Gate();
        var clock = new ManualTimeProvider();
        await using RunningApp app = await AppWith(gate, clock, shutdownTimeout: TimeSpan.FromMinutes(5));
        Task<HttpResponseMessage> request = app.GetAsync("api/wait");
        await gate.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        Task stop = app.StopAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(4));
        clock.Advance(TimeSpan.FromMinutes(4) - TimeSpan.FromTicks(1));
        Assert.False(gate.Cancelled.Task.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        using HttpResponseMessage response = await request;
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, (int)response.StatusCode);
        await stop;
    }

    private static Task<RunningApp> AppWith(Gate gate, TimeProvider? clock = null, TimeSpan? shutdownTimeout = null) => new TestApp(typeof(Waiting))
    {
        Configure = builder => builder.ConfigureFunctionsWebApplication().Services
            .AddSingleton(gate)
            .AddSingleton(clock ?? TimeProvider.System)
            .Configure<HostOptions>(options => options.ShutdownTimeout = shutdownTimeout ?? TimeSpan.FromMinutes(1)),
    }.StartAsync();

    private static Task WhenStopping(RunningApp app)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        return stopping.Task;
    }
}
