namespace Yuekao.App.Records;

/// <summary>
/// A part of people's files that stands elsewhere and is read where it stands, because it is kept for its own sake and can be asked for by person (docs/adr/0012-personnel-file.md).
/// What is not is appended by <see cref="PersonnelFiles.AppendAsync"/>.
/// </summary>
public interface IFileSource
{
    /// <summary>What its entries are about.</summary>
    FileEntryKind Kind { get; }

    /// <summary>A person's entries, in any order: at least those of the days that are asked for. What superseded one, within the source, the entry says itself.</summary>
    Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation);
}

/// <param name="Townships">Where the person is, or ever was, in post.</param>
public sealed record FileQuestion(CountyId County, SubjectId Person, FileFilter Filter, IReadOnlyList<TownshipId> Townships);

/// <param name="Kind">Only those about this; null for all, as for the days, which are inclusive.</param>
public sealed record FileFilter(FileEntryKind? Kind = null, DateOnly? From = null, DateOnly? To = null)
{
    public bool Takes(DateOnly on) => on >= (From ?? DateOnly.MinValue) && on <= (To ?? DateOnly.MaxValue);

    internal bool Takes(FileEntry entry) => Takes(entry.On) && (Kind ?? entry.Kind) == entry.Kind;
}
