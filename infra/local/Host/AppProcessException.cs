namespace Yuekao.Local;

/// <summary>The app did not start. The message is one line: what the app said.</summary>
internal sealed class AppProcessException(string message) : Exception(message);
