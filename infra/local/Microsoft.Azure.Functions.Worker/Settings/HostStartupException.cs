namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The host cannot start, for reasons its user can mend. Each problem is one line that says what is wrong and what would be right.</summary>
internal sealed class HostStartupException : Exception
{
    public HostStartupException(IReadOnlyList<string> problems, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, problems), innerException) => Problems = problems;

    public IReadOnlyList<string> Problems { get; }
}
