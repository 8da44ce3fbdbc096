using Azure;

namespace Yuekao.App.Platform;

/// <summary>One version of a document that is replaced as a whole; every version is kept.</summary>
/// <param name="Version">Its number, from 1 on.</param>
/// <param name="By">The id of who stored it.</param>
/// <param name="Count">How many rows it has: postings, villages, or readings.</param>
/// <param name="Digest">The SHA-256 of its content, in hexadecimal: also its ETag.</param>
public sealed record DocumentVersion(int Version, DateTimeOffset At, string By, string ByName, int Count, string Digest);

public sealed record Versioned<T>(DocumentVersion Version, T Document);

/// <summary>The current version of a document as storage has it.</summary>
/// <param name="ETag">The ETag of the head in storage, which changes with every version.</param>
public sealed record Head(DocumentVersion Version, ETag ETag);

/// <summary>
/// A document that is replaced as a whole, one partition a document: its rows a version, a line for each version, and a head that names the current one.
/// Rows are keyed by version and content, so that writers who meet never mix their rows; the head's ETag lets one of them through.
/// Storage calls: one to read the head, one for each 1,000 rows read, one for each 100 rows written, and one for the head.
/// </summary>
/// <param name="rowsOf">Its rows, in order.</param>
internal sealed class VersionedDocument<TRow, T>(TableClient table, string partition, TimeProvider clock, Func<IReadOnlyList<TRow>, T> of, Func<T, IReadOnlyList<TRow>> rowsOf)
    where TRow : class
    where T : class
{
    private const string HeadKey = "head";
    private const int LargestVersion = 99_999_999;

    private readonly Rows<DocumentVersion> versions = new(table);
    private readonly Rows<TRow> rows = new(table);

    /// <summary>The document as it is now, or in an earlier version; null where there is none.</summary>
    public async Task<Versioned<T>?> FindAsync(int? version, CancellationToken cancellation)
    {
        DocumentVersion? found = version is { } number
            ? await versions.FindAsync(partition, LineKey(number), cancellation)
            : (await FindHeadAsync(cancellation))?.Version;
        return found is null ? null : new Versioned<T>(found, await ReadAsync(found, cancellation));
    }

    /// <summary>The current version without its rows; null where nothing was stored.</summary>
    public async Task<Head?> FindHeadAsync(CancellationToken cancellation)
    {
        NullableResponse<TableEntity> head = await table.GetEntityIfExistsAsync<TableEntity>(partition, HeadKey, cancellationToken: cancellation);
        return head.HasValue ? new Head(Rows<DocumentVersion>.Read(head.Value!), head.Value!.ETag) : null;
    }

    /// <summary>The versions, the newest first.</summary>
    /// <param name="after">The version that the previous page ended with; null from the newest on.</param>
    public Task<IReadOnlyList<DocumentVersion>> ListVersionsAsync(int? after, int most, CancellationToken cancellation)
    {
        string first = after is { } version ? $"{LineKey(version)}|" : LineKey(LargestVersion);
        return versions.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {"version}"}"), most, cancellation);
    }

    public async Task<T> ReadAsync(DocumentVersion version, CancellationToken cancellation)
    {
        string prefix = RowPrefix(version.Version, version.Digest);
        return of(await rows.ListAsync($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {$"{prefix}~"}", cancellation));
    }

    /// <summary>Stores the next version and makes it the current one.</summary>
    /// <param name="current">The head that the caller saw; null where there was none.</param>
    /// <exception cref="ProblemException">Somebody else stored a version in the meantime: precondition failed.</exception>
    public async Task<DocumentVersion> AppendAsync(Head? current, T document, Digest digest, Caller by, CancellationToken cancellation)
    {
        IReadOnlyList<TRow> content = rowsOf(document);
        var next = new DocumentVersion((current?.Version.Version ?? 0) + 1, clock.GetUtcNow(), by.Id, by.Name, content.Count, digest.ToString());
        string prefix = RowPrefix(next.Version, next.Digest);
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
