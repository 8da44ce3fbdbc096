using System.Buffers;
using Yuekao.Assessment.Loading;

namespace Yuekao.App.Platform;

/// <summary>A document that is kept byte for byte: what people wrote in it is put as <see cref="WrittenText"/> keeps it, and nothing else is touched.</summary>
internal static class JsonTexts
{
    /// <param name="members">The members whose values people wrote.</param>
    /// <exception cref="ProblemException">Some hold what must not be there: malformed, with all of them.</exception>
    /// <returns>The document itself where there is nothing to change, or where it is no JSON: whoever reads it says so better.</returns>
    public static byte[] Normalize(byte[] document, IReadOnlySet<string> members)
    {
        var errors = new List<ProblemError>();
        var changes = new List<(int From, int To, string Text)>();
        try
        {
            foreach ((string path, string text, int from, int to) in TextsOf(document, members))
            {
                if (!WrittenText.TryNormalize(text, out string normalized, out LocalizableString? wrong))
                    errors.Add(new ProblemError(path, $"{wrong}."));
                else if (normalized != text)
                    changes.Add((from, to, normalized));
            }
        }
        // The second: half of a surrogate pair.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return document;
        }

        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        return changes.Count == 0 ? document : Write(document, changes);
    }

    private static List<(string Path, string Text, int From, int To)> TextsOf(byte[] document, IReadOnlySet<string> members)
    {
        var found = new List<(string, string, int, int)>();
        // The objects and arrays around the token: each with its path, and the name or number of the one in it.
        var around = new Stack<(string Path, string? Member, int Index)>([("$", null, -1)]);
        var reader = new Utf8JsonReader(document);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                around.Pop();
                continue;
            }

            (string path, string? member, int index) = around.Pop();
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                around.Push((path, reader.GetString(), -1));
                continue;
            }

            string own = member is not null ? JsonPath.Member(path, member) : index >= 0 ? JsonPath.Element(path, index) : path;
            around.Push((path, member, index < 0 ? index : index + 1));
            if (reader.TokenType == JsonTokenType.StartObject)
                around.Push((own, null, -1));
            else if (reader.TokenType == JsonTokenType.StartArray)
                around.Push((own, null, 0));
            else if (reader.TokenType == JsonTokenType.String && member is not null && members.Contains(member))
                found.Add((own, reader.GetString()!, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
        }

        return found;
    }

    private static byte[] Write(byte[] document, List<(int From, int To, string Text)> changes)
    {
        var written = new ArrayBufferWriter<byte>(document.Length);
        int from = 0;
        foreach ((int start, int end, string text) in changes)
        {
            written.Write(document.AsSpan(from, start - from));
            written.Write(JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Options));
            from = end;
        }

        written.Write(document.AsSpan(from));
        return written.WrittenSpan.ToArray();
    }
}
