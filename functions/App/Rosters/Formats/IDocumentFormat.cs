namespace Yuekao.App.Rosters.Formats;

/// <summary>One way to write a document, and to read it. A further one, such as a workbook, is a further implementation and a line where the formats are listed.</summary>
/// <typeparam name="T">The document.</typeparam>
internal interface IDocumentFormat<T> : IAnswerFormat<T>
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="Problems.ProblemException">Malformed, with everything that is wrong and where.</exception>
    Located<T> Read(ReadOnlyMemory<byte> body);
}

/// <summary>A document that was read, and where its parts stand in what was read.</summary>
/// <param name="Document">The document.</param>
/// <param name="PlaceOf">Where the part with a JSON path stands: the path itself in JSON, a line and field (<c>12:4</c>) in CSV.</param>
internal sealed record Located<T>(T Document, Func<string, string> PlaceOf);
