using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Tests.Middleware;

public sealed class MiddlewareTests
{
    /// <summary>What happened, in order.</summary>
    public sealed class Trace : ConcurrentQueue<string>;

    public sealed class Functions(Trace trace)
    {
        [Function("hello")]
        public string Hello([HttpTrigger] HttpRequest request, FunctionContext context)
        {
            trace.Enqueue("function");
            return context.Items.TryGetValue("who", out object? who) ? $"hello {who}" : "hello";
        }

        [Function("other")]
        public static string Other([HttpTrigger] HttpRequest request) => "other";

        [Function("fails")]
        public static string Fails([HttpTrigger] HttpRequest request) => throw new FormatException("as thrown");
    }

    public sealed class Outer(Trace trace) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            trace.Enqueue("outer in");
            context.Items["who"] = "middleware";
            await next(context);
            trace.Enqueue($"outer out: {context.GetInvocationResult().Value}");
        }
    }

    [Fact]
    public async Task Invoke_SeveralMiddleware_RunInOrderAroundTheFunction()
    {
        var trace = new Trace();
        await using RunningApp app = await AppWith(trace, builder => builder
            .UseMiddleware<Outer>()
            .UseMiddleware(async (_, next) =>
            {
                trace.Enqueue("inner in");
                await next();
                trace.Enqueue("inner out");
            }));

        Assert.Equal("hello middleware", await app.GetStringAsync("api/hello"));
        Assert.Equal(["outer in", "inner in", "function", "inner out", "outer out: hello middleware"], trace);
    }

    [Fact]
    public async Task Invoke_MiddlewareThatDoesNotGoOn_AnswersInPlaceOfTheFunction()
    {
        var trace = new Trace();
        await using RunningApp app = await AppWith(trace, builder => builder.UseMiddleware((context, _) =>
        {
            context.GetInvocationResult().Value = new UnauthorizedResult();
            return Task.CompletedTask;
        }));
        using HttpResponseMessage response = await app.GetAsync("api/hello");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(trace);
    }

    [Fact]
    public async Task Invoke_MiddlewareThatSetsTheStatusOnly_IsNotOverruled()
    {
        await using RunningApp app = await AppWith(new Trace(), builder => builder.UseMiddleware((context, _) =>
        {
            context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));
        using HttpResponseMessage response = await app.GetAsync("api/hello");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Invoke_MiddlewareThatReplacesTheResult_IsWhatIsWritten()
    {
        await using RunningApp app = await AppWith(new Trace(), builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            InvocationResult<string> result = context.GetInvocationResult<string>();
            result.Value = $"{result.Value}!";
        }));

        Assert.Equal("hello!", await app.GetStringAsync("api/hello"));
    }

    [Fact]
    public async Task Invoke_FunctionThatThrows_ReachesMiddlewareAsThrown()
    {
        await using RunningApp app = await AppWith(new Trace(), builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (FormatException exception)
            {
                context.GetInvocationResult().Value = new ConflictObjectResult(exception.Message);
            }
        }));
        using HttpResponseMessage response = await app.GetAsync("api/fails");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("as thrown", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UseWhen_InvocationThatDoesNotQualify_PassesBy()
    {
        var trace = new Trace();
        await using RunningApp app = await AppWith(trace, builder => builder.UseWhen<Outer>(context => context.FunctionDefinition.Name == "hello"));

        await app.GetStringAsync("api/other");
        Assert.Empty(trace);
        await app.GetStringAsync("api/hello");
        Assert.Contains("outer in", trace);
    }

    [Fact]
    public async Task UseWhen_Inline_RunsForThoseThatQualify()
    {
        var trace = new Trace();
        await using RunningApp app = await AppWith(trace, builder => builder.UseWhen(context => context.FunctionDefinition.Name == "other", (context, next) =>
        {
            trace.Enqueue(context.FunctionDefinition.EntryPoint);
            return next();
        }));

        await app.GetStringAsync("api/other");
        await app.GetStringAsync("api/hello");
        Assert.Equal([$"{typeof(Functions).FullName}.Other", "function"], trace);
    }

    [Fact]
    public async Task GetLogger_InMiddleware_LogsInItsCategory()
    {
        await using RunningApp app = await AppWith(new Trace(), builder => builder.UseMiddleware((context, next) =>
        {
            context.GetLogger<Outer>().LogWarning("typed");
            context.GetLogger("named").LogWarning("named");
            return next();
        }));
        await app.GetStringAsync("api/other");

        Assert.Equal(["typed"], app.Log.Of(typeof(Outer).FullName!.Replace('+', '.')));
        Assert.Equal(["named"], app.Log.Of("named"));
    }

    private static Task<RunningApp> AppWith(Trace trace, Action<FunctionsApplicationBuilder> configure) => new TestApp(typeof(Functions))
    {
        Configure = builder =>
        {
            builder.ConfigureFunctionsWebApplication().Services.AddSingleton(trace);
            configure(builder);
        },
    }.StartAsync();
}
