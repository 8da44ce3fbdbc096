namespace Yuekao.App.Records;

/// <summary>When somebody came into the reserve pool, and was promoted or removed, in their file; what was taken back is superseded by that. One storage call.</summary>
public sealed class FiledReserve(ReserveStore reserve) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Reserve;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation)
    {
        if (await reserve.FindAsync(asked.County, asked.Person, revision: null, cancellation) is not { } one)
            return [];
        FileEntry added = FileEntry.Of(asked.Person, one.AddedOn, new ReserveContent(one.Entry.Source), ["added"], one.Resource, one.At, new AuditActor(one.By, one.ByName, Roles: ""));
        return
        [
            added,
            .. one.Ending is { } ending ? [EntryOf(one, ending, one.Withdrawn.Count)] : Array.Empty<FileEntry>(),
            .. one.Withdrawn.Index().SelectMany(withdrawn => Withdrawn(one, withdrawn.Item, withdrawn.Index)),
        ];
    }

    private static IEnumerable<FileEntry> Withdrawn(ReservePerson one, WithdrawnEnding withdrawn, int number)
    {
        FileEntry entry = EntryOf(one, withdrawn.Ending, number);
        FileEntry after = FileEntry.Of(
            entry.Person, entry.On, new CorrectionContent(FileEntryKind.Reserve, $"撤销：{entry.Title.ZhCn}"), ["ending", $"{number}", "withdrawn"], one.Resource, withdrawn.Withdrawal.At,
            new AuditActor(withdrawn.Withdrawal.By, withdrawn.Withdrawal.ByName, Roles: "")).InPlaceOf(entry, withdrawn.Withdrawal.Reason);
        return [entry with { SupersededBy = after.Id }, after];
    }

    private static FileEntry EntryOf(ReservePerson one, ReserveEnding ending, int number) => FileEntry.Of(
        one.Entry.Person, ending.On, new ReserveContent(one.Entry.Source) { Promotion = ending.Promotion, Removed = ending.Reason }, ["ending", $"{number}"], one.Resource, ending.At,
        new AuditActor(ending.By, ending.ByName, Roles: ""));
}
