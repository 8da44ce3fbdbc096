namespace Yuekao.App.Records;

/// <summary>What is noted of people's development in their files; what was withdrawn is superseded by that.</summary>
internal static class FiledRecords
{
    /// <param name="family">Tells them from other entries of their kind.</param>
    /// <param name="onOf">The day of each.</param>
    public static IReadOnlyList<FileEntry> Of<T>(IEnumerable<T> noted, string family, Func<T, DateOnly> onOf, Func<T, FileContent> contentOf) where T : PersonRecord =>
        [.. noted.SelectMany(one => Entries(one, family, onOf(one), contentOf(one)))];

    private static IEnumerable<FileEntry> Entries(PersonRecord one, string family, DateOnly on, FileContent content)
    {
        FileEntry entry = FileEntry.Of(one.Person, on, content, [family, one.Key], one.Resource, one.At, one.Actor);
        if (one.Withdrawn is not { } withdrawn)
            return [entry];
        FileEntry after = FileEntry.Of(
            one.Person, on, new CorrectionContent(content.Kind, $"撤销：{content.Title.ZhCn}"), [family, one.Key, "withdrawn"], one.Resource, withdrawn.At,
            new AuditActor(withdrawn.By, withdrawn.ByName, Roles: "")).InPlaceOf(entry, withdrawn.Reason);
        return [entry with { SupersededBy = after.Id }, after];
    }
}
