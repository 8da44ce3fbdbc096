using Azure;

namespace Yuekao.App.Platform;

/// <summary>
/// A document that is replaced as a whole, one partition a document: its rows a version, a line for each version, and a head that names the current one.
/// Rows are keyed by version and content, so that writers who meet never mix their rows; the head's ETag lets one of them through.
/// Storage calls: one to read the head, one for each 1,000 rows read, one for each 100 rows written, and one for the head.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="clock">Says when a version is stored.</param>
internal sealed class VersionedRows(TableClient table, TimeProvider clock)
{
    private const string HeadKey = "head";
    private const int BatchSize = 100;
    private const int LargestVersion = 99_999_999;

    /// <summary>The current version with its ETag in storage; null where nothing was stored.</summary>
    public async Task<Head?> FindHeadAsync(string partition, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> head = await table.GetEntityIfExistsAsync<TableEntity>(partition, HeadKey, cancellationToken: cancellation);
        return head.HasValue ? new Head(VersionOf(head.Value!), head.Value!.ETag) : null;
    }

    /// <summary>One version by its number; null where there is none such.</summary>
    public async Task<DocumentVersion?> FindVersionAsync(string partition, int version, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> line = await table.GetEntityIfExistsAsync<TableEntity>(partition, LineKey(version), cancellationToken: cancellation);
        return line.HasValue ? VersionOf(line.Value!) : null;
    }

    /// <summary>The versions, the newest first.</summary>
    /// <param name="partition">The document.</param>
    /// <param name="after">The version that the previous page ended with; null from the newest on.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<DocumentVersion>> ListVersionsAsync(string partition, int? after, int most, CancellationToken cancellation)
    {
        string first = after is { } version ? $"{LineKey(version)}|" : LineKey(LargestVersion);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {"version}"}");
        return await table.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation).Take(most).Select(VersionOf).ToListAsync(cancellation);
    }

    /// <summary>The rows of a version, in order.</summary>
    public async Task<IReadOnlyList<TableEntity>> ReadRowsAsync(string partition, DocumentVersion version, CancellationToken cancellation)
    {
        string prefix = RowPrefix(version.Version, version.Digest);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {$"{prefix}~"}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
    }

    /// <summary>Stores the next version and makes it the current one.</summary>
    /// <param name="partition">The document.</param>
    /// <param name="current">The head that the caller saw; null where there was none.</param>
    /// <param name="digest">The new content's digest.</param>
    /// <param name="rows">The new rows without their keys.</param>
    /// <param name="by">Who stores it.</param>
    /// <param name="cancellation">Gives up; the current version stays or the new one is it.</param>
    /// <exception cref="ProblemException">Somebody else stored a version in the meantime: precondition failed.</exception>
    public async Task<DocumentVersion> AppendAsync(
        string partition, Head? current, string digest, IReadOnlyList<TableEntity> rows, (string Id, string Name) by, CancellationToken cancellation)
    {
        var next = new DocumentVersion((current?.Version.Version ?? 0) + 1, clock.GetUtcNow(), by.Id, by.Name, rows.Count, digest);
        string prefix = RowPrefix(next.Version, digest);
        foreach ((int index, TableEntity row) in rows.Index())
            (row.PartitionKey, row.RowKey) = (partition, $"{prefix}{index:00000}");
        foreach (TableEntity[] batch in rows.Chunk(BatchSize))
            await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellation);
        try
        {
            TableEntity head = EntityOf(partition, HeadKey, next);
            await table.SubmitTransactionAsync(
                [
                    current is null ? new TableTransactionAction(TableTransactionActionType.Add, head) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, current.ETag),
                    new TableTransactionAction(TableTransactionActionType.Add, EntityOf(partition, LineKey(next.Version), next)),
                ],
                cancellation);
            return next;
        }
        catch (TableTransactionFailedException lost) when (lost.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else stored another version at the same time: read it and try again.", innerException: lost);
        }
    }

    private static string RowPrefix(int version, string digest) => $"row|{version:00000000}|{digest[..16]}|";

    // Tables list in ascending order only: the newest version has the smallest key.
    private static string LineKey(int version) => $"version|{LargestVersion - version:00000000}";

    private static DocumentVersion VersionOf(TableEntity entity) => new(
        entity.GetInt32(nameof(DocumentVersion.Version))!.Value,
        entity.GetDateTimeOffset(nameof(DocumentVersion.At))!.Value,
        entity.GetString(nameof(DocumentVersion.By)),
        entity.GetString(nameof(DocumentVersion.ByName)),
        entity.GetInt32(nameof(DocumentVersion.Count))!.Value,
        entity.GetString(nameof(DocumentVersion.Digest)));

    private static TableEntity EntityOf(string partition, string key, DocumentVersion version) => new(partition, key)
    {
        [nameof(DocumentVersion.Version)] = version.Version,
        [nameof(DocumentVersion.At)] = version.At,
        [nameof(DocumentVersion.By)] = version.By,
        [nameof(DocumentVersion.ByName)] = version.ByName,
        [nameof(DocumentVersion.Count)] = version.Count,
        [nameof(DocumentVersion.Digest)] = version.Digest,
    };
}

/// <summary>The current version of a document as storage has it.</summary>
/// <param name="Version">The version.</param>
/// <param name="ETag">The ETag of the head in storage, which changes with every version.</param>
public sealed record Head(DocumentVersion Version, ETag ETag);

/// <summary>One version of a document that is replaced as a whole; every version is kept.</summary>
/// <param name="Version">Its number, from 1 on.</param>
/// <param name="At">When it was stored.</param>
/// <param name="By">The id of who stored it.</param>
/// <param name="ByName">The name of who stored it.</param>
/// <param name="Count">How many rows it has: postings, villages, or readings.</param>
/// <param name="Digest">The SHA-256 of its content, in hexadecimal: also its ETag.</param>
public sealed record DocumentVersion(int Version, DateTimeOffset At, string By, string ByName, int Count, string Digest);

/// <summary>A document in one of its versions.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Version">Which version.</param>
/// <param name="Document">The document.</param>
public sealed record Versioned<T>(DocumentVersion Version, T Document);
