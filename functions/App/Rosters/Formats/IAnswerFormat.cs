namespace Yuekao.App.Rosters.Formats;

/// <summary>One way to write a document that is only read by clients.</summary>
/// <typeparam name="T">The document.</typeparam>
internal interface IAnswerFormat<T>
{
    /// <summary>Its media type, without parameters.</summary>
    string MediaType { get; }

    /// <summary>Writes a document.</summary>
    byte[] Write(T document);
}
