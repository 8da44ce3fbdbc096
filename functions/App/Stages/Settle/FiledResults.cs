namespace Yuekao.App.Stages.Settle;

/// <summary>The results of sealed cycles in people's files, read where they are recorded: of a contest as of a month or a year, with every revision.</summary>
public sealed class FiledResults(CycleStore cycles, CycleSchemes schemes, RecordedResults results) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Result;

    /// <summary>Storage calls: one, and one for each scheme, year and township in which the person may have been assessed.</summary>
    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation)
    {
        Dictionary<(SchemeId, Period), CycleRecord> done = (await cycles.OfCountyAsync(asked.County, cancellation))
            .Where(cycle => cycle.Phase == CyclePhase.Sealed && asked.Filter.Takes(cycle.Key.Period.LastDay)).ToDictionary(cycle => (cycle.Key.Scheme, cycle.Key.Period));
        IReadOnlyList<FileEntry>[] found = await Task.WhenAll(
            from year in done.Values.Select(cycle => (cycle.Key.Scheme, cycle.Key.Period.Year)).Distinct()
            from township in asked.Townships
            select OfYearAsync(year.Scheme, year.Year, township));
        return [.. found.SelectMany(entries => entries)];

        async Task<IReadOnlyList<FileEntry>> OfYearAsync(SchemeId scheme, int year, TownshipId township)
        {
            var entries = new List<FileEntry>();
            foreach (ResultHistory history in await results.OfSubjectAsync(asked.County, scheme, year, township, asked.Person, cancellation))
            {
                if (done.GetValueOrDefault((scheme, history.First.Period)) is { } cycle)
                    entries.AddRange(await EntriesAsync(cycle, history, cancellation));
            }

            return entries;
        }
    }

    private async Task<IEnumerable<FileEntry>> EntriesAsync(CycleRecord cycle, ResultHistory history, CancellationToken cancellation)
    {
        (Scheme scheme, _) = await schemes.FindAsync(cycle.Key, cycle.SchemeVersion, cancellation) ?? throw new InvalidOperationException($"The scheme of the cycle {cycle.Key} is missing.");
        FileEntry[] revisions = [.. history.Revisions.Select(result => EntryOf(cycle, scheme, result))];
        return revisions.Select((entry, index) => entry with
        {
            Supersedes = index > 0 ? revisions[index - 1].Id : null,
            SupersededBy = index < revisions.Length - 1 ? revisions[index + 1].Id : null,
        });
    }

    private static FileEntry EntryOf(CycleRecord cycle, Scheme scheme, RecordedResult result)
    {
        var content = new ResultContent(cycle.Key.Scheme, scheme.Document.Title, result.Period, result.Township, result.Kind, result.PoolSize)
        {
            Reason = result.Reason,
            Grade = result.Grade,
            GradeTitle = result.Grade is { } grade ? scheme.Grades.First(one => one.Id == grade).Title : null,
            Selected = result.Selected,
            Rank = result.Rank,
            Score = result.Score?.Shown,
        };
        string source = $"{cycle.Key.Resource}/subjects/{result.Subject}/result";
        return FileEntry.Of(result.Subject, result.Period.LastDay, content, [cycle.Key.Scheme.Value, result.Period.Value, $"r{result.Revision}"], source, result.At, cycle.Key.Actor);
    }
}
