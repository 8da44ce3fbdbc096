using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Tests.Discovery;

/// <summary>Functions that cannot run, one reason a class.</summary>
public static class WrongDeclarations
{
    public class NoTrigger
    {
        [Function("bad")]
        public static void Run(string value)
        {
        }
    }

    public static class TwoTriggers
    {
        [Function("bad")]
        public static void Run([HttpTrigger] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public static class BadName
    {
        [Function("1 bad")]
        public static void Run([HttpTrigger] HttpRequest request)
        {
        }
    }

    internal static class Hidden
    {
        [Function("bad")]
        public static void Run([HttpTrigger] HttpRequest request)
        {
        }
    }

    public static class Generic
    {
        [Function("bad")]
        public static void Run<T>([HttpTrigger] HttpRequest request, T? value)
        {
        }
    }

    public static class AsyncVoid
    {
        [Function("bad")]
        public static async void Run([HttpTrigger] HttpRequest request) => await Task.Yield();
    }

    public static class SameNames
    {
        [Function("Same")]
        public static void A([HttpTrigger] HttpRequest request)
        {
        }

        [Function("same")]
        public static void B([HttpTrigger] HttpRequest request)
        {
        }
    }

    public static class UnknownParameter
    {
        [Function("bad")]
        public static void Run([HttpTrigger] HttpRequest request, Stream data)
        {
        }
    }

    public static class WrongTriggerType
    {
        [Function("bad")]
        public static void Run([HttpTrigger] string request)
        {
        }
    }

    public static class WrongTimerType
    {
        [Function("bad")]
        public static void Run([TimerTrigger("0 * * * * *")] string timer)
        {
        }
    }

    public static class WrongClientType
    {
        [Function("bad")]
        public static void Run([HttpTrigger] HttpRequest request, [DurableClient] object client)
        {
        }
    }

    public static class TwoInputs
    {
        [Function("bad")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, int first, int second) => Task.CompletedTask;
    }

    public static class BadRoute
    {
        [Function("bad")]
        public static void Run([HttpTrigger(Route = "a/{b")] HttpRequest request)
        {
        }
    }

    public static class BadConstraint
    {
        [Function("bad")]
        public static void Run([HttpTrigger(Route = "a/{b:integer}")] HttpRequest request)
        {
        }
    }

    public static class BadConstraintArgument
    {
        [Function("bad")]
        public static void Run([HttpTrigger(Route = "a/{b:range(x)}")] HttpRequest request)
        {
        }
    }

    public static class SameRoutes
    {
        [Function("one")]
        public static void One([HttpTrigger("get", "post", Route = "a/{x:int}")] HttpRequest request)
        {
        }

        [Function("two")]
        public static void Two([HttpTrigger("post", Route = "A/{y:int}")] HttpRequest request)
        {
        }

        [Function("three")]
        public static void Three([HttpTrigger("post", Route = "a/{z:guid}")] HttpRequest request)
        {
        }

        [Function("zero")]
        public static void Zero([HttpTrigger("delete", Route = "a/{x:int}")] HttpRequest request)
        {
        }
    }

    public static class BadCron
    {
        [Function("bad")]
        public static void Run([TimerTrigger("every day")] TimerInfo timer)
        {
        }
    }

    public static class MissingSetting
    {
        [Function("bad")]
        public static void Run([TimerTrigger("%NoSuchSchedule%")] TimerInfo timer)
        {
        }
    }

    public static class SameActivities
    {
        [Function("Pay")]
        public static int A([ActivityTrigger] int amount) => amount;

        [Function("PayToo")]
        public static int B([ActivityTrigger(Activity = "pay")] int amount) => amount;
    }

    public static class SameOrchestrators
    {
        [Function("Cycle")]
        public static Task A([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;

        [Function("CycleToo")]
        public static Task B([OrchestrationTrigger(Orchestration = "CYCLE")] TaskOrchestrationContext context) => Task.CompletedTask;
    }
}
