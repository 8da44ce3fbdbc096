namespace Yuekao.App.Stages.Collect;

/// <summary>
/// A source's submission as one grid, as clerks fill it in: a row a subject, or a village, that the source reports on, a column an item. A blank cell reports nothing; a dash stands where
/// nothing is asked for. A row is known by its id, which a workbook hides; where somebody took that out, by its names.
/// </summary>
internal sealed class SubmissionGrid(SourcePlace place) : IDocumentTable<Submission>
{
    private static readonly string[] Dashes = [Column.NotAsked, "-", "/", "——"];

    private readonly Lazy<GridPlan> plan = new(() => GridPlan.Of(place));

    public string ZhCn => "报送表";

    public IReadOnlyList<Column> Columns => plan.Value.Columns;

    public Located<Submission> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var readings = new List<ReportedReading>();
        var places = new TablePlaces();
        var people = new GridRows(place.Township);
        foreach (TableRow row in rows)
        {
            GridRow? about = people.Find(row, errors);
            foreach ((Column column, Item item) in plan.Value.Items.Where(one => row[one.Column] is { } text && !Dashes.Contains(text)))
            {
                ReportedValue value = row.Required(column, ReportedValue.OfField, ReportedValue.Expected, errors);
                if (about is null)
                    continue;
                string path = $"$.readings[{readings.Count}]";
                foreach (string member in (string[])["", ".item", ".subject", ".village", ".value"])
                    places.Add(path + member, row.PlaceOf(column));
                readings.Add(new ReportedReading { Item = item.Id, Subject = about.Subject, Village = about.Village, Value = value });
            }
        }

        return new Located<Submission>(new Submission(readings), places.Of);
    }

    public IEnumerable<IReadOnlyList<string?>> Write(Submission document)
    {
        var values = document.Readings.ToDictionary(reading => (reading.Item, reading.Subject, reading.Village), reading => reading.Value.ToString());
        Column[] labels = [.. plan.Value.Columns.Where(GridRows.Labels.Contains)];
        return new GridRows(place.Township).All.Where(row => plan.Value.Items.Any(one => one.Item.Level == row.Level)).Select(row => (string?[])
        [
            .. labels.Select(row.Show),
            .. plan.Value.Items.Select(one => values.GetValueOrDefault((one.Item.Id, row.Subject, row.Village)) ?? (plan.Value.Asks(one.Item.Id, row) ? null : Column.NotAsked)),
        ]);
    }
}

/// <summary>What a source is asked for in a township: which items, and of whom each.</summary>
internal sealed record GridPlan(IReadOnlyList<Column> Columns, IReadOnlyList<(Column Column, Item Item)> Items, IReadOnlySet<(ItemId, SubjectId?, VillageId?)> Asked)
{
    public static GridPlan Of(SourcePlace place)
    {
        HashSet<(ItemId, SubjectId?, VillageId?)> asked =
        [
            .. Assessor.Check(place.Context.Scheme, place.InputOf([])).Missing.Where(missing => missing.Source == place.Source).Select(missing => (missing.Item, missing.Subject, missing.Village)),
        ];
        HashSet<ItemId> ids = [.. asked.Select(one => one.Item1)];
        Item[] items = [.. place.Context.Scheme.Document.Items.Where(item => item.Source == place.Source || ids.Contains(item.Id))];
        IReadOnlyList<Column> rows = GridRows.LabelsOf(place, items);
        HashSet<string> taken = [.. rows.SelectMany(column => new[] { column.Name, column.ZhCn }), .. items.GroupBy(item => item.Title.ZhCn).Where(same => same.Skip(1).Any()).Select(same => same.Key)];
        (Column, Item)[] columns = [.. items.Select(item => (ItemColumns.Of(item, taken), item))];
        return new GridPlan([.. rows, .. columns.Select(one => one.Item1)], columns, asked);
    }

    public bool Asks(ItemId item, GridRow row) => Asked.Contains((item, row.Subject, row.Village));
}

/// <summary>Items as columns: what may stand in each, as the scheme has it.</summary>
internal static class ItemColumns
{
    /// <param name="taken">Headings that say nothing of one item alone.</param>
    public static Column Of(Item item, IReadOnlySet<string> taken)
    {
        string title = WrittenText.Seen(item.Title.ZhCn);
        var column = new Column(item.Id.Value, taken.Contains(title) ? $"{title}（{item.Id}）" : title, item.Id.Value, IsRequired: false);
        return item switch
        {
            CheckItem => column with { Choices = [new("met", "达标"), new("notMet", "未达标"), new("notApplicable", "不适用")] },
            LevelItem level => column with { Choices = [.. level.Levels.Select(one => new ColumnChoice(one.Id.Value, one.Title.ZhCn))] },
            PointsItem points => Number(column, 0, points.Maximum.Value, decimals: 2, "分"),
            MeasureItem measure => Number(column, measure.Least.Value, measure.Greatest.Value, measure.Decimals, measure.Unit.ZhCn),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, "Not a kind of item."),
        };
    }

    private static Column Number(Column column, decimal least, decimal greatest, int decimals, string unit) => column with
    {
        Kind = ColumnKind.Number,
        Bounds = new NumberBounds(least, greatest, decimals),
        Hint = string.Create(CultureInfo.InvariantCulture, $"{least:0.##} 至 {greatest:0.##}（{unit}），{(decimals == 0 ? "整数" : $"最多 {decimals} 位小数")}。没有数据的留空，不要填 0。"),
    };
}
