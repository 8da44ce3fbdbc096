using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using Yuekao.App.Http;
using Yuekao.App.Rosters.Formats;

namespace Yuekao.App.Submissions.Formats;

/// <summary>A submission as JSON. Good ones are read in one go, for many sources report in the same hour; the search for every error is for those that are not.</summary>
internal sealed class SubmissionJson : IDocumentFormat<Submission>
{
    public string MediaType => MediaTypeNames.Application.Json;

    public Located<Submission> Read(ReadOnlyMemory<byte> body) => new(TryRead(body.Span) ?? ContractReader.Read<Submission>(body), path => path);

    public byte[] Write(Submission document) => JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Options);

    private static Submission? TryRead(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return null;
        try
        {
            Submission? submission = JsonSerializer.Deserialize<Submission>(body, ApiJson.Options);
            // The deserializer lets a null into a list of what must not be null.
            return submission is not null && submission.Readings.All(reading => reading is not null) ? submission : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
