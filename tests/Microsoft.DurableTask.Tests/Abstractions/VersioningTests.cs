using Microsoft.DurableTask.Abstractions;

namespace Microsoft.DurableTask.Tests;

public sealed class VersioningTests
{
    [Theory]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("2.0", "1.10", 1)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", "", 1)]
    [InlineData("", "", 0)]
    [InlineData("beta", "Alpha", 1)]
    [InlineData("BETA", "beta", 0)]
    public void CompareVersions_Ordered_AsNumbersOrAsText(string one, string other, int expected) =>
        Assert.Equal(expected, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(one, other)));

    [Fact]
    public void TaskName_OtherCase_IsTheSameName()
    {
        TaskName one = "Grade", other = "GRADE";

        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(string.Empty, default(TaskName).Name);
        Assert.Equal("Grade", one);
    }

    [Fact]
    public void TaskVersion_DefaultAndUnversioned_AreTheSame()
    {
        Assert.Equal(default, TaskVersion.Unversioned);
        Assert.Equal(string.Empty, default(TaskVersion).Version);
        Assert.True((TaskVersion)"1.0-RC" == "1.0-rc");
    }
}
