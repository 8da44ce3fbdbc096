using System.Text;
using System.Text.Json;

namespace Yuekao.EndToEnd.Fuzz;

internal sealed record FuzzAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>What is wrong with the answer; null for nothing.</summary>
    public string? Fault(FuzzRequest request)
    {
        // What is no HTTP that a host knows may be told so: 501, 505.
        if (Status is < 200 or 500 or 502 or 503 or 504)
            return $"The status is {Status}.";
        if (Status < 400)
            return null;
        if (Headers.GetValueOrDefault("content-type")?.Split(';')[0] != "application/problem+json")
            return $"A {Status} is of type '{Headers.GetValueOrDefault("content-type")}'.";
        if (Status == 405 && !Headers.ContainsKey("allow"))
            return "A 405 does not say what is allowed.";
        return request.IsHead ? null : BodyFault();
    }

    public override string ToString() => $"{Status} {string.Join(", ", Headers.Select(header => $"{header.Key}: {header.Value}"))}\n{Encoding.UTF8.GetString(Body)[..Math.Min(2_000, Encoding.UTF8.GetString(Body).Length)]}";

    private string? BodyFault()
    {
        try
        {
            using JsonDocument problem = JsonDocument.Parse(Body);
            JsonElement root = problem.RootElement;
            return Text("type").Length > 0 && Text("title").Length > 0 && root.GetProperty("status").GetInt32() == Status ? null : $"A {Status} is no problem of that status.";

            string Text(string member) => root.GetProperty(member).GetString()!;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"A {Status} is no problem document: {malformed.Message}";
        }
    }
}
