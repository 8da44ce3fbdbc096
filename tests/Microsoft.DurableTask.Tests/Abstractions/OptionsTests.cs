using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Local;

namespace Microsoft.DurableTask.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void WithInstanceId_TaskOptions_KeepsRetryTagsAndVersion()
    {
        TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))) with
        {
            Version = "2.0",
            Tags = new Dictionary<string, string> { ["a"] = "b" },
        };

        SubOrchestrationOptions sub = options.WithInstanceId("child");

        Assert.Equal(("child", "2.0"), (sub.InstanceId, sub.Version!.Value.Version));
        Assert.Same(options.Retry, sub.Retry);
        Assert.Same(options.Tags, sub.Tags);
        Assert.Equal("child", new SubOrchestrationOptions((TaskOptions)sub).InstanceId);
        Assert.Equal("2.0", ((TaskOptions)sub).Version!.Value.Version);
    }

    [Fact]
    public void WithDedupeStatuses_Statuses_AreNamed()
    {
        StartOrchestrationOptions options = new StartOrchestrationOptions("x").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed);

        Assert.Equal(["Completed", "Failed"], options.DedupeStatuses);
        Assert.Equal("x", options.InstanceId);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("A1234567890123456789012345678901234567890abcd")]
    public void HubName_LettersAndDigits_IsAccepted(string name) => Assert.Equal(name, new TaskHubOptions { HubName = name }.HubName);

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("my-hub")]
    [InlineData("月考任务")]
    [InlineData("A1234567890123456789012345678901234567890abcde")]
    public void HubName_AnythingElse_IsRefused(string name)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new TaskHubOptions { HubName = name });

        Assert.StartsWith($"'{name}' is no task hub name: it takes 3 to 45 letters and digits", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void LeaseDuration_BoundsOfBlobLeases_AreHeld(int seconds, bool accepted)
    {
        Exception? refused = Record.Exception(() => new TaskHubOptions { HubName = "hub", LeaseDuration = TimeSpan.FromSeconds(seconds) });

        Assert.Equal(accepted, refused is null);
    }
}
