namespace Yuekao.App.Records;

/// <summary>A county's places as CSV, a line a village; townships come in the order in which they first stand there.</summary>
internal sealed class PlacesTable : IKeyedTable<CountyPlaces>
{
    private static readonly Column TownshipColumn = new("township", "乡镇编号", "id", Kind: ColumnKind.Id);
    private static readonly Column TownshipName = new("townshipName", "乡镇", "name");
    private static readonly Column VillageColumn = new("village", "村编号", "id", Kind: ColumnKind.Id);
    private static readonly Column VillageName = new("villageName", "村", "name");

    public string ZhCn => "乡镇和村";

    public IReadOnlyList<Column> Columns { get; } = [TownshipColumn, TownshipName, VillageColumn, VillageName];

    public IReadOnlyList<Column> Keys => [TownshipColumn, VillageColumn];

    private sealed record Line(TownshipId Township, string TownshipName, Village Village, TableRow Row);

    public Located<CountyPlaces> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        Line[] lines = [.. rows.Select(row => Read(row, errors))];
        var townships = lines.GroupBy(line => line.Township).ToList();
        errors.AddRange(townships.SelectMany(township => township.Where(line => line.TownshipName != township.First().TownshipName)
            .Select(line => new ProblemError(line.Row.PlaceOf(TownshipName), $"The township '{line.Township}' is called '{township.First().TownshipName}' before."))));
        var places = new TablePlaces();
        foreach ((int index, var township) in townships.Index())
        {
            places.Add($"$.townships[{index}]", township.First().Row, TownshipColumn, TownshipName);
            foreach ((int number, Line line) in township.Index())
                places.Add($"$.townships[{index}].villages[{number}]", line.Row, VillageColumn, VillageName);
        }

        return new Located<CountyPlaces>(
            new CountyPlaces([.. townships.Select(lines => new Township(lines.Key, lines.First().TownshipName, [.. lines.Select(line => line.Village)]))]),
            places.Of);
    }

    public IEnumerable<string> PathsOf(CountyPlaces document) => document.Townships.SelectMany((township, index) => township.Villages.Select((_, number) => $"$.townships[{index}].villages[{number}]"));

    public IEnumerable<IReadOnlyList<string?>> Write(CountyPlaces document) => document.Townships.SelectMany(township =>
        township.Villages.Select(village => new[] { township.Id.Value, township.Name, village.Id.Value, village.Name }));

    private static Line Read(TableRow row, List<ProblemError> errors) => new(
        row.Required(TownshipColumn, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
        row.RequiredText(TownshipName, errors),
        new Village(row.Required(VillageColumn, CellValues.Id<VillageId>, VillageId.Expected, errors), row.RequiredText(VillageName, errors)),
        row);
}
