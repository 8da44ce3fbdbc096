using Azure;

namespace Yuekao.App.Platform;

/// <summary>One version of a document that is replaced as a whole; every version is kept.</summary>
/// <param name="Version">Its number, from 1 on.</param>
/// <param name="At">When it was stored.</param>
/// <param name="By">The id of who stored it.</param>
/// <param name="ByName">The name of who stored it.</param>
/// <param name="Count">How many rows it has: postings, villages, or readings.</param>
/// <param name="Digest">The SHA-256 of its content, in hexadecimal: also its ETag.</param>
public sealed record DocumentVersion(int Version, DateTimeOffset At, string By, string ByName, int Count, string Digest);

/// <summary>A document in one of its versions.</summary>
public sealed record Versioned<T>(DocumentVersion Version, T Document);

/// <summary>The current version of a document as storage has it.</summary>
/// <param name="ETag">The ETag of the head in storage, which changes with every version.</param>
public sealed record Head(DocumentVersion Version, ETag ETag);

/// <summary>
/// A document that is replaced as a whole, one partition a document: its rows a version, a line for each version, and a head that names the current one.
/// Rows are keyed by version and content, so that writers who meet never mix their rows; the head's ETag lets one of them through.
/// Storage calls: one to read the head, one for each 1,000 rows read, one for each 100 rows written, and one for the head.
/// </summary>
/// <typeparam name="TRow">A row of the document.</typeparam>
internal sealed class VersionedRows<TRow>(TableClient table, TimeProvider clock)
    where TRow : class
{
    private const string HeadKey = "head";
    private const int LargestVersion = 99_999_999;

    private readonly Rows<DocumentVersion> versions = new(table);
    private readonly Rows<TRow> rows = new(table);

    /// <summary>The current version with its ETag in storage; null where nothing was stored.</summary>
    public async Task<Head?> FindHeadAsync(string partition, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> head = await table.GetEntityIfExistsAsync<TableEntity>(partition, HeadKey, cancellationToken: cancellation);
        return head.HasValue ? new Head(Rows<DocumentVersion>.Read(head.Value!), head.Value!.ETag) : null;
    }

    /// <summary>One version by its number; null where there is none such.</summary>
    public Task<DocumentVersion?> FindVersionAsync(string partition, int version, CancellationToken cancellation) => versions.FindAsync(partition, LineKey(version), cancellation);

    /// <summary>The versions, the newest first.</summary>
    /// <param name="after">The version that the previous page ended with; null from the newest on.</param>
    public Task<IReadOnlyList<DocumentVersion>> ListVersionsAsync(string partition, int? after, int most, CancellationToken cancellation)
    {
        string first = after is { } version ? $"{LineKey(version)}|" : LineKey(LargestVersion);
        return versions.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {"version}"}"), most, cancellation);
    }

    /// <summary>The rows of a version, in order.</summary>
    public Task<IReadOnlyList<TRow>> ReadRowsAsync(string partition, DocumentVersion version, CancellationToken cancellation)
    {
        string prefix = RowPrefix(version.Version, version.Digest);
        return rows.ListAsync($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {$"{prefix}~"}", cancellation);
    }

    /// <summary>Stores the next version and makes it the current one.</summary>
    /// <param name="current">The head that the caller saw; null where there was none.</param>
    /// <param name="cancellation">Gives up; the current version stays or the new one is it.</param>
    /// <exception cref="ProblemException">Somebody else stored a version in the meantime: precondition failed.</exception>
    public async Task<DocumentVersion> AppendAsync(string partition, Head? current, string digest, IReadOnlyList<TRow> content, Caller by, CancellationToken cancellation)
    {
        var next = new DocumentVersion((current?.Version.Version ?? 0) + 1, clock.GetUtcNow(), by.Id, by.Name, content.Count, digest);
        string prefix = RowPrefix(next.Version, digest);
        IEnumerable<TableTransactionAction> puts = content.Select((row, index) => rows.Put(partition, string.Create(CultureInfo.InvariantCulture, $"{prefix}{index:00000}"), row));
        foreach (TableTransactionAction[] batch in puts.Chunk(TableTransactions.Largest))
            await table.SubmitTransactionAsync(batch, cancellation);

        TableEntity head = versions.Entity(partition, HeadKey, next);
        bool stored = await table.TryWriteAsync(
            [
                current is null ? new TableTransactionAction(TableTransactionActionType.Add, head) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, current.ETag),
                versions.Add(partition, LineKey(next.Version), next),
            ],
            cancellation);
        return stored ? next : throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else stored another version at the same time: read it and try again.");
    }

    private static string RowPrefix(int version, string digest) => $"row|{version:00000000}|{digest[..16]}|";

    // Tables list in ascending order only: the newest version has the smallest key.
    private static string LineKey(int version) => $"version|{LargestVersion - version:00000000}";
}
