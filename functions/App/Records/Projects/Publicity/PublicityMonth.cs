namespace Yuekao.App.Records;

/// <summary>What was published of a county's work in a month (宣传), in the county's order.</summary>
public sealed record PublicityMonth(IReadOnlyList<PublishedItem> Items)
{
    /// <summary>How much, by township, channel and level.</summary>
    public IReadOnlyList<PublicityCount> Counts() =>
    [
        .. Items.CountBy(item => (item.Township, item.Channel, item.Level))
            .OrderBy(count => count.Key.Township.Value, StringComparer.Ordinal).ThenBy(count => count.Key.Channel).ThenBy(count => count.Key.Level)
            .Select(count => new PublicityCount(count.Key.Township, count.Key.Channel, count.Key.Level, count.Value)),
    ];
}

/// <summary>Something that was published of a township's work.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Level">The county's for the county's own site, public account and monthly.</param>
/// <param name="On">The day, within the month.</param>
/// <param name="Link">Where it can be read; null where it is on paper.</param>
public sealed record PublishedItem(string Title, PublicityChannel Channel, PublicityLevel Level, TownshipId Township, DateOnly On, string? Link = null);

/// <param name="Count">From 1 on.</param>
public sealed record PublicityCount(TownshipId Township, PublicityChannel Channel, PublicityLevel Level, int Count);

/// <param name="Counts">By township, channel and level; what there is none of is left out.</param>
public sealed record PublicityCounts(Period Month, int Total, IReadOnlyList<PublicityCount> Counts);

internal static class PublicityTitles
{
    public static string ZhCn(this PublicityChannel channel) => channel switch
    {
        PublicityChannel.Site => "党建网",
        PublicityChannel.PublicAccount => "公众号",
        PublicityChannel.Monthly => "月刊",
        PublicityChannel.Newspaper => "报纸",
        PublicityChannel.OnlineMedia => "网媒",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
    };

    public static string ZhCn(this PublicityLevel level) => level switch
    {
        PublicityLevel.County => "县级",
        PublicityLevel.City => "市级",
        PublicityLevel.Province => "省级",
        PublicityLevel.Central => "中央",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level."),
    };
}

internal static class PublicityRules
{
    private const int MostItems = 5_000;
    private const int LongestTitle = 200;
    private const int LongestLink = 500;

    /// <summary>Everything that is wrong, with its JSON path, in the month's order.</summary>
    public static IReadOnlyList<ProblemError> Check(PublicityMonth published, Period month, IReadOnlySet<TownshipId> townships)
    {
        if (published.Items.Count > MostItems)
            return [new ProblemError("$.items", $"A month has at most {MostItems} items: this one has {published.Items.Count}.")];
        var seen = new HashSet<PublishedItem>();
        return [.. published.Items.SelectMany((item, index) => Errors(item, $"$.items[{index}]"))];

        IEnumerable<ProblemError> Errors(PublishedItem item, string path)
        {
            if (!seen.Add(item))
                yield return new ProblemError($"{path}.title", "The item is there twice.");
            if (!townships.Contains(item.Township))
                yield return new ProblemError($"{path}.township", $"'{item.Township}' is no township of the county.");
            if (!month.Contains(item.On))
                yield return new ProblemError($"{path}.on", $"must be a day of {month}.");
            if (item is { Channel: PublicityChannel.Site or PublicityChannel.PublicAccount or PublicityChannel.Monthly, Level: not PublicityLevel.County })
                yield return new ProblemError($"{path}.level", "The site, the public account and the monthly are the county's own: their level is county.");
            if (item.Link is { } link && !(link.Length <= LongestLink && Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
                yield return new ProblemError($"{path}.link", $"must be an address (https://…) of at most {LongestLink} characters.");
            foreach (ProblemError error in TextRules.Line($"{path}.title", item.Title, LongestTitle))
                yield return error;
        }
    }
}

/// <summary>The months of all counties, every version of each. Partition <c>county|month</c>; a row an item.</summary>
public sealed class PublicityStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Publicity";

    internal VersionedDocument<PublishedItem, PublicityMonth> Of(CountyId county, Period month) =>
        new(tables.GetTableClient(Table), $"{county}|{month}", clock, items => new PublicityMonth(items), published => published.Items);

    /// <summary>What was published in a month; nothing where nobody stored anything.</summary>
    public async Task<PublicityMonth> ReadAsync(CountyId county, Period month, CancellationToken cancellation) =>
        (await Of(county, month).FindAsync(version: null, cancellation))?.Document ?? new PublicityMonth([]);
}
