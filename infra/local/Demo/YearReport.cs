namespace Yuekao.Local.Demo;

/// <summary>What a year of months adds up to.</summary>
/// <param name="month">The year's last month.</param>
/// <param name="year">The year.</param>
internal sealed class YearReport(CountyMonth month, int year)
{
    private const int Shown = 10;

    private static readonly string[] Statuses = ["eligible", "barred", "open"];

    private readonly CountyApi api = month.Api;

    private string Path => $"{month.Path[..month.Path.LastIndexOf("/cycles/", StringComparison.Ordinal)]}/years/{year}";

    /// <summary>Prints how many are barred from the annual excellent grade, and why, and who comes first.</summary>
    public async Task PrintAsync(CancellationToken cancellation)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var township in month.Townships)
        {
            IReadOnlyList<JsonElement> standings = await api.ListAsync(CountyMonth.CountyRole, $"{Path}/townships/{township.Id}/standings", cancellation);
            IEnumerable<int> counts = Statuses.Select(status => standings.Count(one => one.GetProperty("status").GetString() == status));
            rows.Add([township.Name, $"{standings.Count}", .. counts.Select(count => $"{count}")]);
        }

        Console.WriteLine($"Standing of {year}: fewer than 6 excellent months, or 3 poor ones, bar the annual excellent grade");
        Table.Print(["township", "cadres", "eligible", "barred", "open"], rows);
        IReadOnlyList<JsonElement> first = await api.ListAsync(CountyMonth.CountyRole, $"{Path}/priority", cancellation);
        string names = string.Join(", ", first.Take(Shown).Select(one => one.GetProperty("subject").GetProperty("name").GetString()));
        string more = first.Count > Shown ? $" and {first.Count - Shown} more" : "";
        Console.WriteLine($"First for awards and civil-servant selection: {names}{more}");
    }
}
