using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Tests.Durable;

public enum Grade
{
    Excellent,
    Poor,
}

public sealed record Assessment(string Village, Grade Grade);

/// <summary>A service with the lifetime of an invocation.</summary>
public sealed class ScopedNumber
{
    private static int last;

    public int Value { get; } = Interlocked.Increment(ref last);
}

/// <summary>Orchestrators, activities and their client.</summary>
public sealed class DurableFunctions(ScopedNumber injected)
{
    [Function(nameof(StartGreetings))]
    public static async Task<IActionResult> StartGreetings(
        [HttpTrigger("post", Route = "greetings/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client, string name)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Greetings), name);
        return new AcceptedResult($"/api/greetings/{id}", id);
    }

    [Function(nameof(GetGreetings))]
    public static async Task<string?> GetGreetings(
        [HttpTrigger("get", Route = "greetings/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client, string id, CancellationToken cancellation) =>
        (await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation)).ReadOutputAs<string>();

    [Function(nameof(Greetings))]
    public static async Task<string> Greetings([OrchestrationTrigger] TaskOrchestrationContext context, string name)
    {
        string first = await context.CallActivityAsync<string>(nameof(Greet), name);
        string second = await context.CallActivityAsync<string>("greet", first);
        return $"{second}!";
    }

    [Function(nameof(Greet))]
    public static string Greet([ActivityTrigger] string name) => $"hello {name}";

    [Function(nameof(Swap))]
    public static Task<Assessment> Swap([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<Assessment>(nameof(SwapGrade), context.GetInput<Assessment>());

    [Function(nameof(SwapGrade))]
    public static async Task<Assessment> SwapGrade([ActivityTrigger] Assessment assessment)
    {
        await Task.Yield();
        return assessment with { Grade = assessment.Grade == Grade.Poor ? Grade.Excellent : Grade.Poor };
    }

    [Function(nameof(Sum))]
    public static int Sum([OrchestrationTrigger] TaskOrchestrationContext context, int number, FunctionContext function) =>
        number + function.FunctionDefinition.Parameters.Length;

    [Function(nameof(Version))]
    public static string Version([OrchestrationTrigger(Orchestration = "WhichVersion")] TaskOrchestrationContext context) => $"{context.Name} {context.Version}";

    [Function(nameof(WhoAmI))]
    public static Task<string> WhoAmI([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("tell");

    [Function(nameof(Tell))]
    public string Tell([ActivityTrigger(Activity = "tell")] object? input, string instanceId, FunctionContext context, CancellationToken cancellation) =>
        $"{context.FunctionDefinition.Name} {instanceId} {context.BindingContext.BindingData["instanceId"]} {input is null} {cancellation.CanBeCanceled} {injected.Value > 0}";

    [Function(nameof(Failing))]
    public static async Task<string> Failing([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<string>(nameof(Fail));
        }
        catch (TaskFailedException exception)
        {
            TaskFailureDetails details = exception.FailureDetails;
            return $"{details.ErrorType}|{details.ErrorMessage}|{details.StackTrace?.Contains(nameof(Fail), StringComparison.Ordinal)}|{details.InnerFailure?.ErrorType}";
        }
    }

    [Function(nameof(Fail))]
    public static async Task Fail([ActivityTrigger] object? input)
    {
        await Task.Yield();
        throw new FormatException("of this shape", new ArgumentException("inside"));
    }

    [Function(nameof(Throwing))]
    public static Task Throwing([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException("at once");
}
