namespace Yuekao.App.Records;

/// <summary>Further study that somebody completed.</summary>
public sealed record StudyContent(StudyLevel Level, string School, string Subject, DateOnly From) : FileContent
{
    /// <summary>Null where none is known.</summary>
    public string? Certificate { get; init; }
    internal override FileEntryKind Kind => FileEntryKind.Study;

    internal override LocalText Title => new()
    {
        ZhCn = $"{School}{Subject}专业毕业（{Level.ZhCn()}，{FileWords.ZhCn(From)}入学{(Certificate is { } number ? $"，证书编号{number}" : "")}）",
        En = $"Completed {Subject} at {School} ({Level.En()}, begun {CellValues.Show(From)}{(Certificate is { } of ? $", certificate {of}" : "")})",
    };
}

/// <summary>Further study that people completed, in their files; what was withdrawn is superseded by that. One storage call.</summary>
public sealed class FiledStudies(StudyStore studies) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Study;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) =>
        [.. (await studies.AllAsync(asked.County, cancellation)).SelectMany(list => list.Studies.Where(one => one.Study.Person == asked.Person).SelectMany(one => Entries(list, one)))];

    private static IEnumerable<FileEntry> Entries(StudyYear list, ListedStudy one)
    {
        if (one.Study.State == StudyState.Completed)
            return [EntryOf(list, one)];
        if (one.Was is not { } was)
            return [];
        FileEntry before = EntryOf(list, was);
        FileEntry after = FileEntry.Of(
            one.Study.Person, before.On, new CorrectionContent(FileEntryKind.Study, $"撤销学历教育：{one.Study.School}{one.Study.Subject}专业"), [list.Year.Value, one.Study.Id.Value, "withdrawn"],
            list.Resource, one.At, new AuditActor(one.By, one.ByName, Roles: "")).InPlaceOf(before, one.Study.Reason);
        return [before with { SupersededBy = after.Id }, after];
    }

    private static FileEntry EntryOf(StudyYear list, ListedStudy one)
    {
        Study study = one.Study;
        var content = new StudyContent(study.Level, study.School, study.Subject, study.From) { Certificate = study.Certificate };
        return FileEntry.Of(study.Person, study.To!.Value, content, [list.Year.Value, study.Id.Value], list.Resource, one.At, new AuditActor(one.By, one.ByName, Roles: ""));
    }
}
