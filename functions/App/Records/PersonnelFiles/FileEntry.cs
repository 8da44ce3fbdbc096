using System.Text.RegularExpressions;

namespace Yuekao.App.Records;

/// <summary>What an entry is about, to be asked for; a correction is about what the entry that it supersedes is about.</summary>
public enum FileEntryKind
{
    Posting,
    Result,
    Commendation,
    Talk,
    Adjustment,
    Cohort,
    Rotation,
    Reserve,
    Training,
    Study,
}

/// <summary>One entry of a person's file (干部档案). It never changes; where a later one supersedes it, both stand, and each names the other.</summary>
public sealed record FileEntry
{
    /// <summary>Unique in the person's file, in the order of days: see <see cref="FileEntryIds"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose file it is in: the same in every roster and cycle of the county.</summary>
    public required SubjectId Person { get; init; }
    public required FileEntryKind Kind { get; init; }

    /// <summary>The day of the fact, or its first one.</summary>
    public required DateOnly On { get; init; }

    /// <summary>What it says, in a line.</summary>
    public required LocalText Title { get; init; }
    public required FileContent Content { get; init; }

    /// <summary>What it follows from, as a path under the county; an entry's own path where people corrected it.</summary>
    public required string Source { get; init; }

    /// <summary>When the source came to be.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of who made the source; the name stands beside it.</summary>
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>The id of the entry that it takes the place of; null for none.</summary>
    public string? Supersedes { get; init; }

    /// <summary>Why it was corrected; null where the source itself tells.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of the entry that holds instead, or that one's successor does; null while this one holds.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>An entry about a person, told apart from others of its day and kind by what it follows from.</summary>
    /// <param name="key">Ids that tell its source from others: a scheme and a period, say.</param>
    public static FileEntry Of(SubjectId person, DateOnly on, FileContent content, IReadOnlyList<string> key, string source, DateTimeOffset at, AuditActor by) => new()
    {
        Id = FileEntryIds.Of(on, content.Kind, key),
        Person = person,
        Kind = content.Kind,
        On = on,
        Title = content.Title,
        Content = content,
        Source = source,
        At = at,
        By = by.Id,
        ByName = by.Name,
    };

    /// <summary>The same, in the place of another entry of the file.</summary>
    internal FileEntry InPlaceOf(FileEntry other, string? reason = null) => this with { Supersedes = other.Id, Kind = other.Kind, Reason = reason };

    internal ETag Tag => new($"\"{Digest.OfJson(this)}\"");

    internal static string ResourceOf(SubjectId person) => $"cadres/{person}/file";

    internal string Resource => $"{ResourceOf(Person)}/{Id}";
}

/// <summary>Ids of entries: <c>2026-10-31~result~haixing.village-monthly~2026-10</c>. In the order of days, and fit for a URL and a table key.</summary>
internal static partial class FileEntryIds
{
    public static string Of(DateOnly on, FileEntryKind kind, IReadOnlyList<string> key) => string.Join('~', [CellValues.Show(on)!, CellValues.NameOf(kind), .. key]);

    /// <summary>The day of an entry; null where it is no entry's id.</summary>
    public static DateOnly? DayOf(string id) => Form().IsMatch(id) ? CellValues.Day(id.Split('~')[0]) : null;

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}~[a-zA-Z]{1,32}(~[A-Za-z0-9.-]{1,128}){1,4}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
