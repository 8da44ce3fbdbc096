namespace Yuekao.Local;

/// <summary>A command cannot go on. The message is one line: what the app or its host said.</summary>
internal sealed class LocalAppException(string message) : Exception(message);
