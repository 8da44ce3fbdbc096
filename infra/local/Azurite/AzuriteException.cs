namespace Yuekao.Local.Azurite;

/// <summary>Azurite cannot be installed, started or reached. The message is one line that says what is wrong and what would mend it.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what is wrong and what would be right.</param>
    /// <param name="innerException">What was caught, when something was.</param>
    public AzuriteException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
