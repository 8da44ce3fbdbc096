namespace Yuekao.App.Tell;

/// <summary>What messages about a cycle call the cycle, its places and its people.</summary>
/// <param name="context">Null where the cycle could not be opened, or it is about none.</param>
/// <param name="places">The county's places, for what is about no cycle.</param>
internal sealed class MessageScene(CycleKey key, LocalText title, CycleContext? context, CountyPlaces? places = null)
{
    private const string DefaultZone = "Asia/Shanghai";

    private static readonly string[] Ordinals = ["一", "二", "三", "四"];
    private static readonly string[] OrdinalsEn = ["first", "second", "third", "fourth"];

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(context?.Scheme.Document.Calendar.TimeZone ?? DefaultZone);
    private readonly Period period = key.Period;

    public LocalText Scheme { get; } = new() { ZhCn = PlainText.Of(title.ZhCn), En = PlainText.Of(title.En ?? title.ZhCn) };

    /// <summary>Whether the cycle was opened before, and then cancelled or frozen anew.</summary>
    public bool IsAnew => key.Edition > 1;

    public LocalText Period => period.Kind switch
    {
        PeriodKind.Month => Text($"{period.Year}年{period.FirstDay.Month}月", $"{period.FirstDay:MMMM yyyy}"),
        PeriodKind.TwoMonths => Text($"{period.Year}年{period.FirstDay.Month}月至{period.LastDay.Month}月", $"{period.FirstDay:MMMM} to {period.LastDay:MMMM yyyy}"),
        PeriodKind.Quarter => Text($"{period.Year}年第{Ordinals[period.Number - 1]}季度", $"the {OrdinalsEn[period.Number - 1]} quarter of {period.Year}"),
        _ => Text($"{period.Year}年度", $"{period.Year}"),
    };

    public LocalText Place(PoolId? pool) =>
        pool is { } one && context?.Pools.FirstOrDefault(known => known.Id == one)?.Name is { } name
            ? new LocalText { ZhCn = PlainText.Of(name), En = PlainText.Of(name) }
            : Text($"全县", $"the whole county");

    /// <summary>A time as it is written in the county.</summary>
    public LocalText Time(DateTimeOffset time)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, zone);
        return Text($"{local.Year}年{local.Month}月{local.Day}日{local:HH:mm}", $"{local:HH:mm} on {local:d MMMM yyyy}");
    }

    public string Recipient(string role)
    {
        (string kind, string? id) = role.Split(':', 2) is [var first, var second] ? (first, second) : (role, null);
        return kind switch
        {
            "township" => $"{Township(id!)}组织员办公室",
            "committee" => $"{Township(id!)}党委",
            "meeting" => id == PoolId.County.Value ? "县级联席会" : $"{Township(id!)}党政领导班子联席会",
            "department" => Source(role),
            "supervision" => "县大督查、督办办",
            "judge" => "评委",
            "finance" => "县财政部门",
            "county" => "县委组织部",
            "cadre" => context?.TryFind(SubjectId.Of(id!), out _, out FrozenSubject? cadre) == true ? PlainText.Of(cadre.Name) : role,
            _ => role,
        };
    }

    private string Township(string id) => PlainText.Of(context?.Frozen.Townships.FirstOrDefault(township => township.Id.Value == id)?.Name ?? places?.Townships.FirstOrDefault(township => township.Id.Value == id)?.Name ?? id);
    private string Source(string role) => PlainText.Of(context?.Scheme.Document.Sources.FirstOrDefault(source => source.Id.Value == role)?.Title.ZhCn ?? role);

    private static LocalText Text(FormattableString chinese, FormattableString english) =>
        new() { ZhCn = chinese.ToString(CultureInfo.InvariantCulture), En = english.ToString(CultureInfo.InvariantCulture) };
}
