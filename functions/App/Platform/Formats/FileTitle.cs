namespace Yuekao.App.Platform;

/// <summary>What a file is called where people save it: what it is, in Chinese, and of what, as its address says.</summary>
/// <param name="Extension">With its point: <c>.xlsx</c>.</param>
internal sealed record FileTitle(string Title, string Extension)
{
    // Whoever downloads it has one county.
    private const string County = "county";

    /// <summary><c>花名册-gaowan.xlsx</c>.</summary>
    public string NameFor(HttpRequest request)
    {
        IEnumerable<string> of = request.RouteValues.Where(value => value.Key != County).Select(value => value.Value).OfType<string>();
        // Windows has no colon in a file's name; a source has one.
        return $"{string.Join('-', of.Prepend(Title)).Replace(':', '-')}{Extension}";
    }
}
