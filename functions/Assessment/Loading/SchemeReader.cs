using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Yuekao.Assessment.Loading.Checks;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading;

/// <summary>Reads a scheme document from its JSON: first its text, then its shape, then its rules, each as a whole.</summary>
internal static class SchemeReader
{
    private static readonly JsonSerializerOptions Shape = new(AssessmentJson.Options) { Converters = { new WrittenText() } };

    public static SchemeLoadResult Read(ReadOnlyMemory<byte> utf8)
    {
        if (TextError(utf8.Span) is { } broken)
            return new(null, [broken]);

        var errors = new SchemeErrors();
        using var parsed = JsonDocument.Parse(utf8);
        var shaped = new ShapeReader(Shape, errors.Add, info => Placeholders.Of(info, AssessmentJson.Options)).Read(parsed.RootElement, typeof(SchemeDocument));
        var document = shaped.Deserialize<SchemeDocument>(AssessmentJson.Options)!;
        DocumentChecks.Run(document, errors);
        return errors.All.Count == 0 ? new(new(document), []) : new(null, errors.All);
    }

    /// <summary>The first place where the text is no JSON: a parser cannot go on from there.</summary>
    private static SchemeError? TextError(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return new("$", "malformed", "The document is not UTF-8 text.");
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            return null;
        }
        catch (JsonException malformed)
        {
            return new("$", "malformed", $"The document is not JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // GetString found half of a surrogate pair, the one thing that JSON can escape and text cannot hold.
            return new("$", "malformed", $"The text that starts at byte {reader.TokenStartIndex + 1} is not valid Unicode.");
        }
    }

    /// <summary>No text of a scheme is blank.</summary>
    private sealed class WrittenText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            string.IsNullOrWhiteSpace(reader.GetString()) ? throw new DemandException("must not be empty") : reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
