namespace Yuekao.App.Records;

/// <summary>Keeps the files in step with the rosters (花名册): a posting is an entry, and what a later version says of it takes its place.</summary>
public sealed class FiledPostings(PersonnelFiles files, RosterStore rosters, PlacesStore places)
{
    /// <summary>Brings the files up to a version of each township's roster. One storage call where they are.</summary>
    public async Task FollowAsync(CountyId county, IEnumerable<(TownshipId Township, int Version)> current, CancellationToken cancellation)
    {
        IReadOnlyDictionary<TownshipId, int> followed = await files.FollowedAsync(county, cancellation);
        foreach ((TownshipId township, int version) in current)
        {
            if (followed.GetValueOrDefault(township) is var from && from < version)
                await FollowAsync(county, township, from, version, cancellation);
        }
    }

    /// <summary>Goes on version by version; what an earlier run did it leaves as it is.</summary>
    private async Task FollowAsync(CountyId county, TownshipId township, int from, int to, CancellationToken cancellation)
    {
        Township place = (await places.FindAsync(county, cancellation))?.Document.Find(township) ?? new Township(township, township.Value, []);
        Roster before = from == 0 ? new Roster([]) : (await RequireAsync(county, township, from, cancellation)).Document;
        for (int version = from + 1; version <= to; version++)
        {
            Versioned<Roster> after = await RequireAsync(county, township, version, cancellation);
            await files.AppendAsync(county, await EntriesAsync(county, place, before, after, cancellation), cancellation);
            await files.FollowAsync(county, township, version, cancellation);
            before = after.Document;
        }
    }

    /// <summary>What a version says that the one before did not. A posting that is over may leave the roster without a word: it was as it was.</summary>
    private async Task<IReadOnlyList<FileEntry>> EntriesAsync(CountyId county, Township place, Roster before, Versioned<Roster> after, CancellationToken cancellation)
    {
        Dictionary<(SubjectId, DateOnly), Posting> known = before.Postings.ToDictionary(KeyOf);
        HashSet<(SubjectId, DateOnly)> kept = [.. after.Document.Postings.Select(KeyOf)];
        Posting[] added = [.. after.Document.Postings.Where(posting => !known.ContainsKey(KeyOf(posting)))];
        FileEntry[] next =
        [
            .. after.Document.Postings.Where(posting => known.TryGetValue(KeyOf(posting), out Posting? earlier) && ContentOf(earlier, place) != ContentOf(posting, place))
                .Select(posting => EntryOf(posting, ContentOf(posting, place))),
            .. before.Postings.Where(posting => posting.To is null && !kept.Contains(KeyOf(posting)))
                .Select(gone => EntryOf(gone, new CorrectionContent(FileEntryKind.Posting, $"花名册第{after.Version.Version}版不再载有该任职"))),
        ];
        ILookup<SubjectId, HeldPosting> held = await files.PostingsAsync(county, next.Select(entry => entry.Person), cancellation);
        return [.. added.Select(posting => EntryOf(posting, ContentOf(posting, place))), .. next.Select(InPlace)];

        FileEntry EntryOf(Posting posting, FileContent content) => FileEntry.Of(
            posting.Cadre, posting.From, content, [place.Id.Value, $"{after.Version.Version}"], $"townships/{place.Id}/roster?version={after.Version.Version}",
            after.Version.At, new AuditActor(after.Version.By, after.Version.ByName, Roles: ""));

        // An entry that an earlier run appended holds already, in the place of the one before.
        FileEntry InPlace(FileEntry entry)
        {
            FileEntry holding = held[entry.Person]
                .Where(one => one.Posting.On == entry.On && ((PostingContent)one.Posting.Content).Township == place.Id && one.Posting.Id != entry.Id)
                .MaxBy(one => one.Posting.At)!.Holding;
            return holding.Id == entry.Id ? holding : entry.InPlaceOf(holding);
        }
    }

    private async Task<Versioned<Roster>> RequireAsync(CountyId county, TownshipId township, int version, CancellationToken cancellation) =>
        await rosters.FindAsync(county, township, version, cancellation) ?? throw new InvalidOperationException($"Version {version} of the roster of {county}/{township} is missing.");

    // A cadre holds one post at a time.
    private static (SubjectId, DateOnly) KeyOf(Posting posting) => (posting.Cadre, posting.From);

    private static PostingContent ContentOf(Posting posting, Township place) => new(posting.Name, place.Id, place.Name, posting.Post)
    {
        Village = posting.Village,
        VillageName = place.Villages.FirstOrDefault(village => village.Id == posting.Village)?.Name ?? posting.Village?.Value,
        To = posting.To,
        Absence = posting.Absence,
    };
}
