using System.Text;
using System.Text.Json;
using Yuekao.Assessment.Loading;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment;

/// <summary>A scheme (考核办法) that was checked as a whole. Immutable, and safe to use from many threads.</summary>
public sealed class Scheme
{
    internal Scheme(SchemeDocument document)
    {
        Document = document;
        Key = new(document.Id, document.Version);
        Plan = new(document);
    }

    /// <summary>The document, special items included.</summary>
    public SchemeDocument Document { get; }

    /// <summary>The scheme's id and version.</summary>
    public SchemeKey Key { get; }

    internal SchemePlan Plan { get; }

    /// <summary>The grades, the best first; empty in a ranking.</summary>
    public IReadOnlyList<Grade> Grades => Document.Grading.AllGrades;

    /// <summary>Reads and checks a scheme document.</summary>
    /// <param name="json">The document's JSON text.</param>
    /// <returns>The scheme, or every mistake with its JSON path.</returns>
    public static SchemeLoadResult Load(string json) => SchemeReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads and checks a scheme document.</summary>
    /// <param name="utf8">The document's JSON as UTF-8.</param>
    /// <returns>The scheme, or every mistake with its JSON path.</returns>
    public static SchemeLoadResult Load(ReadOnlyMemory<byte> utf8) => SchemeReader.Read(utf8);

    /// <summary>Checks a scheme document that was made in code.</summary>
    /// <returns>The scheme, or every mistake with its JSON path.</returns>
    public static SchemeLoadResult From(SchemeDocument document) => Load(JsonSerializer.SerializeToUtf8Bytes(document, AssessmentJson.Options));

    /// <summary>This scheme with the special items (单项考核) of one cycle, which join the component that the scheme names for them.</summary>
    /// <returns>The extended scheme under the same key, or every mistake, its path starting at the list: <c>$[0].maximum</c>.</returns>
    public SchemeLoadResult WithSpecialItems(IReadOnlyList<Item> items) => SpecialItems.Join(this, items);

    /// <summary>The document's JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(Document, AssessmentJson.Options);

    /// <inheritdoc/>
    public override string ToString() => Key.Value;
}
