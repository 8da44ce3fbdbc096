namespace Yuekao.Local.Demo;

/// <summary>Prints somebody's file, as the county reads it.</summary>
internal static class FilePrinter
{
    /// <summary>Prints how many entries of each kind a file has, and the last ones.</summary>
    public static async Task PrintAsync(CountyApi api, string person, CancellationToken cancellation)
    {
        const int Shown = 12;
        IReadOnlyList<JsonElement> file = await api.ListAsync(CountyCycle.CountyRole, $"cadres/{person}/file", cancellation);
        string kinds = string.Join(", ", file.CountBy(entry => entry.GetProperty("kind").GetString()!).Select(kind => $"{kind.Value} {kind.Key}"));
        Console.WriteLine($"The file of {person}, which nobody typed: {file.Count} entries ({kinds})");
        Table.Print(["day", "entry"], file.TakeLast(Shown).Select(entry => (IReadOnlyList<string>)[entry.GetProperty("on").GetString()!, entry.GetProperty("title").GetProperty("zh-CN").GetString()!]));
    }
}
