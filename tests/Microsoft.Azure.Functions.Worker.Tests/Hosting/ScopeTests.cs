using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Tests.Hosting;

public sealed class ScopeTests
{
    public sealed class Counter
    {
        private int made;
        private int disposed;

        public int Made => made;

        public int Disposed => disposed;

        public int Make() => Interlocked.Increment(ref made);

        public void Dispose() => Interlocked.Increment(ref disposed);
    }

    public sealed class Scoped(Counter counter) : IDisposable
    {
        public int Number { get; } = counter.Make();

        public void Dispose() => counter.Dispose();
    }

    public sealed class Functions(Scoped injected) : IAsyncDisposable
    {
        public static int Disposed { get; private set; }

        [Function("numbers")]
        public string Numbers([HttpTrigger] HttpRequest request, FunctionContext context) =>
            $"{injected.Number} {context.InstanceServices.GetRequiredService<Scoped>().Number} {request.HttpContext.RequestServices.GetRequiredService<Scoped>().Number}";

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task Invoke_ScopedService_IsOneAnInvocationAndIsDisposedWithIt()
    {
        var counter = new Counter();
        int disposed = Functions.Disposed;
        await using (RunningApp app = await new TestApp(typeof(Functions))
        {
            Configure = builder => builder.ConfigureFunctionsWebApplication().Services.AddSingleton(counter).AddScoped<Scoped>(),
        }.StartAsync())
        {
            Assert.Equal("1 1 1", await app.GetStringAsync("api/numbers"));
            Assert.Equal("2 2 2", await app.GetStringAsync("api/numbers"));
        }

        Assert.Equal((2, 2), (counter.Made, counter.Disposed));
        Assert.Equal(2, Functions.Disposed - disposed);
    }
}
