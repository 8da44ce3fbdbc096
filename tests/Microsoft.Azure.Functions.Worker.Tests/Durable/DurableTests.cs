using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yuekao.TestSupport;

namespace Microsoft.Azure.Functions.Worker.Tests.Durable;

public sealed class DurableTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> invoked = new();
    private RunningApp app = null!;

    public async ValueTask InitializeAsync() => app = await DurableApp.On(azurite.ConnectionString, DurableApp.NewHub(), [typeof(DurableFunctions)], builder =>
    {
        builder.Services.AddScoped<ScopedNumber>();
        builder.Services.Configure<JsonSerializerOptions>(json => json.Converters.Add(new JsonStringEnumConverter()));
        builder.UseMiddleware(async (context, next) =>
        {
            invoked.Enqueue($"before {context.FunctionDefinition.Name}");
            await next();
            invoked.Enqueue($"after {context.FunctionDefinition.Name}: {context.GetInvocationResult().Value}");
        });
    }).StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Http_StartThenWait_GivesTheOrchestrationsResult()
    {
        using HttpResponseMessage started = await app.PostAsync("api/greetings/village");

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("hello hello village!", await app.GetStringAsync(started.Headers.Location!.OriginalString.TrimStart('/')));
    }

    [Fact]
    public async Task Orchestrator_RecordsAndEnums_GoThroughTheWorkersSerializer()
    {
        OrchestrationMetadata end = await app.RunAsync(nameof(DurableFunctions.Swap), new Assessment("张村", Grade.Poor));

        Assert.Equal(new Assessment("张村", Grade.Excellent), end.ReadOutputAs<Assessment>());
        Assert.Contains("\"Excellent\"", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "7")]
    [InlineData(null, "3")]
    public async Task Orchestrator_InputParameter_TakesTheInputOrItsDefault(int? input, string expected)
    {
        OrchestrationMetadata end = await app.RunAsync(nameof(DurableFunctions.Sum), input);

        Assert.Equal(expected, end.SerializedOutput);
    }

    [Fact]
    public async Task Orchestrator_NameInItsTrigger_IsItsNameAndVersionIsTheDefaultOne()
    {
        OrchestrationMetadata end = await app.RunAsync("whichversion");

        Assert.EndsWith(" 1.5", end.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_InstanceIdContextAndServices_AreBound()
    {
        OrchestrationMetadata end = await app.RunAsync(nameof(DurableFunctions.WhoAmI));

        Assert.Equal($"Tell {end.InstanceId} {end.InstanceId} True True True", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_Throws_OrchestratorSeesTypeMessageStackAndInnerException()
    {
        OrchestrationMetadata end = await app.RunAsync(nameof(DurableFunctions.Failing));

        Assert.Equal("System.FormatException|of this shape|True|System.ArgumentException", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_Throws_FailsTheInstance()
    {
        OrchestrationMetadata end = await app.RunAsync(nameof(DurableFunctions.Throwing));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(("System.InvalidOperationException", "at once"), (end.FailureDetails!.ErrorType, end.FailureDetails.ErrorMessage));
    }

    [Fact]
    public async Task Middleware_ActivitiesAndOrchestrators_PassThroughIt()
    {
        await app.RunAsync(nameof(DurableFunctions.Greetings), "x");

        Assert.Equal(2, invoked.Count(line => line == "before Greet"));
        Assert.Contains("after Greet: hello x", invoked);
        Assert.Contains("before Greetings", invoked);
        Assert.Equal("after Greetings: hello hello x!", Assert.Single(invoked, line => line.StartsWith("after Greetings", StringComparison.Ordinal)));
    }
}
