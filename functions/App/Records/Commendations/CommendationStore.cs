namespace Yuekao.App.Records;

/// <summary>The commendations of all counties. Partition <c>county</c>, row <c>id</c>.</summary>
public sealed class CommendationStore(TableServiceClient tables)
{
    public const string Table = "Commendations";

    private readonly Rows<Commendation> rows = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row[nameof(one.Content.Recipient)] = one.Content.Recipient;
        row[nameof(one.Content.Kind)] = one.Content.Kind.ToString();
        row[nameof(one.Content.On)] = CellValues.Show(one.Content.On);
    });

    /// <summary>Null where there is none of that id.</summary>
    public Task<Commendation?> FindAsync(CountyId county, string id, CancellationToken cancellation) => rows.FindAsync(county.Value, id, cancellation);

    /// <summary>A page of a county's commendations, by id, those withdrawn included.</summary>
    public Task<IReadOnlyList<Commendation>> ListAsync(CountyId county, string? after, int most, CancellationToken cancellation) =>
        rows.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {after ?? ""}"), most, cancellation);

    /// <summary>What was decided in a period, those withdrawn included: one query.</summary>
    public Task<IReadOnlyList<Commendation>> OfPeriodAsync(CountyId county, Period period, CancellationToken cancellation) =>
        rows.ListAsync($"PartitionKey eq {county.Value} and On ge {CellValues.Show(period.FirstDay)} and On le {CellValues.Show(period.LastDay)}", cancellation);

    /// <summary>What a person was given, those withdrawn included: one query.</summary>
    public Task<IReadOnlyList<Commendation>> OfPersonAsync(CountyId county, SubjectId person, CancellationToken cancellation) =>
        rows.ListAsync($"PartitionKey eq {county.Value} and Recipient eq {person.Value} and Kind eq {nameof(CommendedKind.Person)}", cancellation);

    /// <summary>Adds one; false where there is one of that id.</summary>
    internal Task<bool> TryAddAsync(CountyId county, Commendation one, CancellationToken cancellation) => rows.TryAddAsync(county.Value, one.Id, one, cancellation);

    /// <summary>Replaces one as it was read; false where it is not that any more.</summary>
    internal Task<bool> TryReplaceAsync(CountyId county, Commendation one, CancellationToken cancellation) => rows.TryReplaceAsync(county.Value, one.Id, one, cancellation);
}

/// <summary>Commendations in people's files; one that was withdrawn is superseded by that.</summary>
public sealed class FiledCommendations(CommendationStore commendations) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Commendation;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) =>
        [.. (await commendations.OfPersonAsync(asked.County, asked.Person, cancellation)).SelectMany(one => Entries(asked.Person, one))];

    private static IEnumerable<FileEntry> Entries(SubjectId person, Commendation one)
    {
        CommendationRequest given = one.Content;
        var content = new CommendationContent(given.Level, given.Title, given.IssuedBy) { Document = given.Document };
        FileEntry entry = FileEntry.Of(person, given.On, content, [one.Id], one.Resource, one.At, new AuditActor(one.By, one.ByName, Roles: ""));
        if (one.Withdrawn is not { } withdrawn)
            return [entry];
        FileEntry after = FileEntry.Of(
            person, given.On, new CorrectionContent(FileEntryKind.Commendation, $"撤销表彰：{given.Title}"), [one.Id, "withdrawn"], one.Resource, withdrawn.At,
            new AuditActor(withdrawn.By, withdrawn.ByName, Roles: "")).InPlaceOf(entry, withdrawn.Reason);
        return [entry with { SupersededBy = after.Id }, after];
    }
}
