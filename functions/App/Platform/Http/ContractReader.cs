using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Yuekao.Assessment.Loading;

namespace Yuekao.App.Platform;

/// <summary>Turns JSON into contracts.</summary>
public static class ContractReader
{
    private const int MostErrors = 200;

    private static readonly JsonDocumentOptions Syntax = new() { MaxDepth = ApiJson.MaximumDepth };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>A contract from JSON in UTF-8; a byte order mark is overlooked.</summary>
    /// <exception cref="ProblemException">Malformed, with everything that is wrong and where: the first 200 errors, and a last one that says there may be more.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json)
        where T : notnull
    {
        if (json.Span.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        if (json.IsEmpty)
            throw ProblemException.Malformed("$", "A JSON body is required.");
        if (!Utf8.IsValid(json.Span))
            throw ProblemException.Malformed("$", "The body is not UTF-8.");

        using JsonDocument document = Parse(json);
        var errors = new List<ProblemError>();
        new ShapeReader(ApiJson.Options, misfit => errors.Add(new ProblemError(misfit.Path, misfit.Demand)), most: MostErrors).Read(document.RootElement, typeof(T));
        if (errors.Count == MostErrors)
            errors.Add(new ProblemError("$", $"There may be more: only the first {MostErrors} errors are listed."));
        if (errors.Count > 0)
            throw new ProblemException(ProblemType.Malformed, "The body does not fit its contract.", errors);
        return document.RootElement.Deserialize((JsonTypeInfo<T>)ApiJson.Options.GetTypeInfo(typeof(T)))!;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Syntax);
        }
        catch (JsonException exception)
        {
            throw ProblemException.Malformed($"{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}", $"The body is not JSON nested at most {ApiJson.MaximumDepth} deep: {Reason(exception)}");
        }
    }

    // The parser ends its messages with the position, which the path says already.
    private static string Reason(JsonException exception) => exception.Message.Split(" LineNumber:")[0];
}
