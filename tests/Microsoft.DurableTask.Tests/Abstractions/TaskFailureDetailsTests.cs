namespace Microsoft.DurableTask.Tests;

public sealed class TaskFailureDetailsTests
{
    [Fact]
    public void IsCausedBy_TypeAndItsBases_AreRecognized()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(new FileNotFoundException("gone"));

        Assert.True(details.IsCausedBy<FileNotFoundException>());
        Assert.True(details.IsCausedBy<IOException>());
        Assert.True(details.IsCausedBy<Exception>());
        Assert.False(details.IsCausedBy<FormatException>());
    }

    [Fact]
    public void IsCausedBy_TypeOfAnotherAssembly_IsFound() =>
        Assert.True(TaskFailureDetails.FromException(new Azure.RequestFailedException("no")).IsCausedBy<Azure.RequestFailedException>());

    [Fact]
    public void IsCausedBy_TypeNobodyKnows_IsFalse()
    {
        var details = new TaskFailureDetails("Elsewhere.OddException", "odd", null, null, null);

        Assert.False(details.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public void IsCausedBy_NoExceptionType_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TaskFailureDetails.FromException(new FormatException()).IsCausedBy(typeof(string)));

    [Fact]
    public void FromException_TaskFailed_KeepsTheTasksOwnFailure()
    {
        var failed = new TaskFailedException("Grade", 3, new FormatException("no grade"));

        TaskFailureDetails details = TaskFailureDetails.FromException(failed);

        Assert.Equal(typeof(TaskFailedException).FullName, details.ErrorType);
        Assert.Equal("no grade", details.InnerFailure!.ErrorMessage);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException: Task 'Grade' (#3) failed with an unhandled exception: no grade", details.ToString());
    }
}
