namespace Yuekao.App.Stages.Collect;

/// <summary>A row of a grid: a subject, or a village itself.</summary>
internal sealed record GridRow(SubjectId? Subject, VillageId? Village, string? Name, string? VillageName)
{
    public ItemLevel Level => Subject is null ? ItemLevel.Village : ItemLevel.Subject;

    public string? Show(Column column) => column.Name switch
    {
        GridRows.SubjectColumn => Subject?.Value,
        GridRows.VillageColumn => Village?.Value,
        GridRows.NameColumn => Name,
        _ => VillageName,
    };
}

/// <summary>Whom the rows of a township's grid can be about, and which one a row is.</summary>
internal sealed class GridRows(FrozenTownship township)
{
    public const string SubjectColumn = "subject";
    public const string VillageColumn = "village";
    public const string NameColumn = "name";

    private const string VillageNameColumn = "villageName";

    private static readonly Column Subject = new(SubjectColumn, "编号", SubjectColumn, IsRequired: false, ColumnKind.Id) { IsHidden = true };
    private static readonly Column Village = new(VillageColumn, "村编号", VillageColumn, IsRequired: false, ColumnKind.Id) { IsHidden = true };
    private static readonly Column Name = new(NameColumn, "姓名", NameColumn, IsRequired: false) { IsLabel = true, Hint = "已经填好，不要改动。" };
    private static readonly Column VillageName = new(VillageNameColumn, "村", VillageNameColumn, IsRequired: false) { IsLabel = true, Hint = "已经填好，不要改动。" };

    /// <summary>The columns that can say whom a row is about.</summary>
    public static IReadOnlyList<Column> Labels { get; } = [Subject, Village, Name, VillageName];

    /// <summary>The subjects in roster order, then the villages.</summary>
    public IReadOnlyList<GridRow> All { get; } =
    [
        .. township.Subjects.Select(subject => new GridRow(subject.Entry.Subject, null, subject.Name, township.VillageOf(subject)?.Name)),
        .. township.Villages.Select(village => new GridRow(null, village.Id, null, village.Name)),
    ];

    /// <summary>Those that say it of these items.</summary>
    public static IReadOnlyList<Column> LabelsOf(SourcePlace place, IReadOnlyList<Item> items)
    {
        bool ofSubjects = items.Any(item => item.Level == ItemLevel.Subject);
        bool ofVillages = items.Any(item => item.Level == ItemLevel.Village);
        bool inVillages = ofVillages || place.Township.Subjects.Any(subject => subject.Entry.Village is not null);
        return [.. Labels.Where(label => label == Village ? ofVillages : label == VillageName ? inVillages : ofSubjects)];
    }

    /// <summary>Whom a row is about; null, and reported, where it cannot be told.</summary>
    public GridRow? Find(TableRow row, List<ProblemError> errors)
    {
        if (row[Subject] is not null)
            return Named(row, Subject, Name, errors, row.Optional(Subject, CellValues.Id<SubjectId>, SubjectId.Expected, errors) is { } id ? All.FirstOrDefault(one => one.Subject == id) : null, one => one.Name);
        if (row[Name] is { } name)
            return Only(row, Name, errors, [.. All.Where(one => one.Name == name && (row[VillageName] is not { } where || one.VillageName == where))]);
        if (row[Village] is not null)
            return Named(row, Village, VillageName, errors, row.Optional(Village, CellValues.Id<VillageId>, VillageId.Expected, errors) is { } id ? All.FirstOrDefault(one => one.Village == id) : null, one => one.VillageName);
        if (row[VillageName] is { } village)
            return Only(row, VillageName, errors, [.. All.Where(one => one.Subject is null && one.VillageName == village)]);
        errors.Add(new ProblemError(row.PlaceOf(Name), "The row names nobody: write whose it is, or leave it out."));
        return null;
    }

    private GridRow? Named(TableRow row, Column id, Column name, List<ProblemError> errors, GridRow? found, Func<GridRow, string?> nameOf)
    {
        if (found is null)
            errors.Add(new ProblemError(row.PlaceOf(id), $"'{TableRow.Shown(row[id]!)}' is not assessed in {township.Name}: leave the row out."));
        else if (row[name] is { } written && written != nameOf(found))
            errors.Add(new ProblemError(row.PlaceOf(name), $"'{TableRow.Shown(written)}' is not what '{row[id]}' is called, which is {nameOf(found)}: a row's id and its name belong together."));
        return found;
    }

    private GridRow? Only(TableRow row, Column name, List<ProblemError> errors, GridRow[] found)
    {
        if (found.Length == 1)
            return found[0];
        errors.Add(new ProblemError(row.PlaceOf(name), found.Length == 0
            ? (LocalizableString)$"Nobody called '{TableRow.Shown(row[name]!)}' is assessed in {(name == Name ? row[VillageName] : null) ?? township.Name}."
            : $"'{row[name]}' may be {LocalizableString.AnyOf(found.Select(one => $"{one.Subject?.Value ?? one.Village?.Value} ({one.VillageName ?? township.Name})"))}: add the column '{(name == Name ? Subject : Village).ZhCn}' with the id."));
        return null;
    }
}
