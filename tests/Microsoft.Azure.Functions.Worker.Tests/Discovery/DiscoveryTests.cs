using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using static Microsoft.Azure.Functions.Worker.Tests.Discovery.WrongDeclarations;

namespace Microsoft.Azure.Functions.Worker.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData(typeof(NoTrigger), "Function 'bad' (*NoTrigger.Run) has no trigger: put one trigger attribute on one of its parameters.")]
    [InlineData(typeof(TwoTriggers), "Function 'bad' (*TwoTriggers.Run) has more than one trigger.")]
    [InlineData(typeof(BadName), "Function '1 bad' (*BadName.Run) has a bad name: *")]
    [InlineData(typeof(Hidden), "Function 'bad' (*Hidden.Run) is not public, or its class is not.")]
    [InlineData(typeof(Generic), "Function 'bad' (*) is generic, or its class is.")]
    [InlineData(typeof(AsyncVoid), "Function 'bad' (*AsyncVoid.Run) is 'async void', which cannot be awaited: return Task.")]
    [InlineData(typeof(SameNames), "Two functions are named 'same': *SameNames.A and *SameNames.B. Names must be unique, whatever their case.")]
    [InlineData(typeof(UnknownParameter), "Parameter 'data' (Stream) of function 'bad' (*) cannot be bound.")]
    [InlineData(typeof(WrongTriggerType), "Parameter 'request' (String) of function 'bad' (*) cannot be bound.")]
    [InlineData(typeof(WrongTimerType), "Parameter 'timer' (String) of function 'bad' (*) cannot be bound.")]
    [InlineData(typeof(WrongClientType), "Parameter 'client' (Object) of function 'bad' (*) cannot be bound.")]
    [InlineData(typeof(TwoInputs), "Parameter 'second' (Int32) of function 'bad' (*) cannot be bound.")]
    [InlineData(typeof(BadRoute), "The route of function 'bad' (*), 'a/{b', is not a route: *")]
    [InlineData(typeof(BadConstraint), "The route of function 'bad' (*) has a parameter 'b' with the constraint 'integer', which does not exist.")]
    [InlineData(typeof(BadConstraintArgument), "The route of function 'bad' (*) has a parameter 'b' with the constraint 'range(x)', which is wrong: *")]
    [InlineData(typeof(SameRoutes), "function 'two' (*) and function 'one' (*) answer to the same requests: api/A/{y:int}.")]
    [InlineData(typeof(BadCron), "The schedule of function 'bad' (*) is 'every day', which is neither an NCRONTAB expression (six fields, seconds first) nor a TimeSpan: *")]
    [InlineData(typeof(MissingSetting), "The schedule of function 'bad' (*) names the setting 'NoSuchSchedule' (%NoSuchSchedule%), which is not set. *")]
    [InlineData(typeof(SameActivities), "Two activities are named 'pay': *")]
    [InlineData(typeof(SameOrchestrators), "Two orchestrators are named 'CYCLE': *")]
    public async Task Start_WrongDeclaration_IsReported(Type functions, string expected)
    {
        string problem = Assert.Single(await new TestApp(functions) { Settings = { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" } }.FailToStartAsync());

        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal)}$", problem);
    }

    [Fact]
    public async Task Start_SeveralWrongDeclarations_AreReportedAtOnce()
    {
        IReadOnlyList<string> problems = await new TestApp(typeof(NoTrigger), typeof(BadRoute), typeof(MissingSetting), typeof(BadCron)).FailToStartAsync();

        Assert.Equal(4, problems.Count);
    }

    [Fact]
    public async Task Start_HttpFunctionsWithoutWebApplication_SaysWhatToCall()
    {
        string problem = Assert.Single(await new TestApp(typeof(Good)) { Configure = _ => { } }.FailToStartAsync());

        Assert.Contains("ConfigureFunctionsWebApplication", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TimerWithoutStorage_NamesTheSetting()
    {
        string problem = Assert.Single(await new TestApp(typeof(Daily)).FailToStartAsync());

        Assert.StartsWith("AzureWebJobsStorage is not set", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StaticInstanceAndInheritedClasses_AllRun()
    {
        await using RunningApp app = await new TestApp(typeof(Good)).StartAsync();

        Assert.Equal("static", await app.GetStringAsync("api/static"));
        Assert.Equal("instance", await app.GetStringAsync("api/instance"));
        Assert.Contains(app.Log.Of("Host"), line => line == $"  static: [any] {app.Address.ToString().TrimEnd('/')}/api/static");
    }

    public static class Daily
    {
        [Function("daily")]
        public static void Run([TimerTrigger("0 0 1 * * *")] TimerInfo timer)
        {
        }
    }

    public sealed class Good
    {
        private readonly string name = "instance";

        [Function("static")]
        public static string Static([HttpTrigger] HttpRequest request) => "static";

        [Function("instance")]
        public string Instance([HttpTrigger] HttpRequest request) => name;
    }
}
