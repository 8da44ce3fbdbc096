namespace Microsoft.DurableTask.Tests;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void New_Defaults_AreAsDocumented()
    {
        var policy = new RetryPolicy(3, Second);

        Assert.Equal(1, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
    }

    [Theory]
    [InlineData(0, 1, 1, 10, 10, "maxNumberOfAttempts")]
    [InlineData(1, 0, 1, 10, 10, "firstRetryInterval")]
    [InlineData(1, 1, 0.99, 10, 10, "backoffCoefficient")]
    [InlineData(1, 1, double.NaN, 10, 10, "backoffCoefficient")]
    [InlineData(1, 1, double.PositiveInfinity, 10, 10, "backoffCoefficient")]
    [InlineData(1, 10, 1, 9, 10, "maxRetryInterval")]
    [InlineData(1, 10, 1, 10, 9, "retryTimeout")]
    public void New_OutOfBounds_IsRefused(int attempts, int first, double coefficient, int longest, int timeout, string parameter)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(
            () => new RetryPolicy(attempts, TimeSpan.FromSeconds(first), coefficient, TimeSpan.FromSeconds(longest), TimeSpan.FromSeconds(timeout)));

        Assert.Equal(parameter, refused.ParamName);
    }

    [Fact]
    public void New_AtItsBounds_IsAccepted()
    {
        var policy = new RetryPolicy(1, Second, 1, Second, Second);

        Assert.Equal((1, Second, Second), (policy.MaxNumberOfAttempts, policy.MaxRetryInterval, policy.RetryTimeout));
        Assert.Equal(Timeout.InfiniteTimeSpan, new RetryPolicy(1, Second, 1, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).MaxRetryInterval);
    }
}
