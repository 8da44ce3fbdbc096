namespace Yuekao.App.Platform;

/// <summary>
/// A column of a table: its heading, what people may write instead, and the member that it is in JSON after the path of its row: <c>absence.from</c>.
/// A workbook has the Chinese headings, CSV the names; both are read either way.
/// </summary>
internal sealed record Column(string Name, string ZhCn, string JsonName, bool IsRequired = true, ColumnKind Kind = ColumnKind.Text)
{
    /// <summary>What stands in a cell that nothing is asked for in; a workbook shows it grey.</summary>
    public const string NotAsked = "—";

    private const string InFen = "（分）";

    /// <summary>What may stand in it, as CSV names it and as people read it; empty where anything of its kind may.</summary>
    public IReadOnlyList<ColumnChoice> Choices { get; init; } = [];

    /// <summary>Whether a workbook hides it: an id beside the name that it belongs to.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether it says whom or what a row is about, and stays in sight in a workbook that is scrolled.</summary>
    public bool IsLabel { get; init; }

    /// <summary>Which numbers may stand in it; null for any.</summary>
    public NumberBounds? Bounds { get; init; }

    /// <summary>What a form says of it, in Chinese, where its kind does not say enough.</summary>
    public string? Hint { get; init; }

    /// <summary>The heading in a workbook: money stands there in yuan.</summary>
    public string SheetHeading => Kind == ColumnKind.Money ? ZhCn.Replace(InFen, "（元）", StringComparison.Ordinal) : ZhCn;

    /// <summary>A column of one of an enum's values.</summary>
    public static Column Of<TEnum>(string name, string zhCn, string jsonName, Func<TEnum, string> title, bool isRequired = true) where TEnum : struct, Enum =>
        new(name, zhCn, jsonName, isRequired) { Choices = [.. Enum.GetValues<TEnum>().Select(value => new ColumnChoice(CellValues.NameOf(value), title(value)))] };

    public bool IsCalled(string heading) => heading == Name || heading == ZhCn || heading == SheetHeading;
}

/// <summary>What a column holds: how a workbook shows it, and what spreadsheets are known to do to it.</summary>
internal enum ColumnKind
{
    Text,
    Id,
    Day,

    /// <summary>A whole number of fen: yuan with two decimals in a workbook.</summary>
    Money,
    Number,
}

internal sealed record ColumnChoice(string Name, string Title);

/// <param name="Decimals">How many at most.</param>
internal sealed record NumberBounds(decimal Least, decimal Greatest, int Decimals);
