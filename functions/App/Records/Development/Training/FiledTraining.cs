namespace Yuekao.App.Records;

/// <summary>A class that somebody completed.</summary>
/// <param name="Hours">Those attended, of the class's own.</param>
public sealed record TrainingContent(ClassId Class, string ClassTitle, TrainingForm Form, EducationKind Education, int Hours, int OfHours) : FileContent
{
    internal override FileEntryKind Kind => FileEntryKind.Training;

    internal override LocalText Title => new()
    {
        ZhCn = $"完成{Form.ZhCn()}“{ClassTitle}”（{Education.ZhCn()}，{(Hours == OfHours ? "" : $"{Hours}/")}{OfHours}学时）",
        En = $"Completed the {Form.En()} \"{ClassTitle}\" ({Education.En()}, {Hours} of {OfHours} hours)",
    };
}

/// <summary>Classes that people completed, in their files; what was corrected, or whose class was withdrawn, is superseded by that. One storage call.</summary>
public sealed class FiledTraining(TrainingStore classes) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Training;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) =>
        [.. (await classes.AllAsync(asked.County, year: null, cancellation)).Where(one => one.Held is not null).SelectMany(one => Entries(asked.Person, one))];

    private static List<FileEntry> Entries(SubjectId person, TrainingClass one)
    {
        var entries = new List<FileEntry>();
        if (one.Participants.FirstOrDefault(participant => participant.Person == person) is not { } noted)
            return entries;
        Add(noted.Hours, new AuditActor(one.Held!.By, one.Held.ByName, Roles: ""), one.Held.At, reason: null);
        foreach (AttendanceCorrection correction in one.Corrections.Where(correction => correction.Person == person))
            Add(correction.Hours, new AuditActor(correction.By, correction.ByName, Roles: ""), correction.At, correction.Reason);
        if (one.Withdrawn is { } withdrawn && entries.Count > 0)
            Follow(new CorrectionContent(FileEntryKind.Training, $"撤销培训班次：{one.Content.Title}"), new AuditActor(withdrawn.By, withdrawn.ByName, Roles: ""), withdrawn.At, withdrawn.Reason);
        return entries;

        // Who never completed it has no entry.
        void Add(int? hours, AuditActor by, DateTimeOffset at, string? reason)
        {
            if (one.IsComplete(hours))
                Follow(new TrainingContent(one.Id, one.Content.Title, one.Content.Form, one.Content.Kind, hours!.Value, one.Content.Hours), by, at, reason);
            else if (entries.Count > 0)
                Follow(new CorrectionContent(FileEntryKind.Training, $"未完成“{one.Content.Title}”：实到{hours ?? 0}学时"), by, at, reason);
        }

        void Follow(FileContent content, AuditActor by, DateTimeOffset at, string? reason)
        {
            FileEntry next = FileEntry.Of(person, one.Content.To, content, [one.Id.Value, $"{entries.Count + 1}"], one.Resource, at, by);
            if (entries.Count > 0)
            {
                next = next.InPlaceOf(entries[^1], reason);
                entries[^1] = entries[^1] with { SupersededBy = next.Id };
            }

            entries.Add(next);
        }
    }
}
