using System.Text;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Number">Which of its seed's.</param>
/// <param name="Route">What it is about: a route of the API document with its method, or what is wrong with it as HTTP.</param>
/// <param name="Written">The document under the county that it may replace, by its path; null for none.</param>
internal sealed record FuzzRequest(int Number, string Route, byte[] Bytes, string? Written = null)
{
    private const int MostShown = 1_500;

    public bool IsHead => Bytes.AsSpan().StartsWith("HEAD "u8);

    /// <summary>What can be read, and all of it in base64 where that is not all.</summary>
    public override string ToString()
    {
        string text = Encoding.UTF8.GetString(Bytes);
        return text.Length <= MostShown && !text.Any(one => one is '\uFFFD' or '\0') ? text : $"{text[..Math.Min(text.Length, MostShown)]}…\nbase64: {Convert.ToBase64String(Bytes[..Math.Min(Bytes.Length, 20_000)])}";
    }
}
