namespace Yuekao.App.Records;

/// <summary>What somebody's rotations come to.</summary>
/// <param name="Days">The days of all of them, those planned included; a day that lies in several counts once.</param>
/// <param name="Hours">The hours of all courses.</param>
/// <param name="LastDay">The last day of the last one.</param>
/// <param name="TooShort">Whether the last one is over, and all together fall short of the 30 days that are asked for.</param>
public sealed record RotationStanding(SubjectId Person, string Name, TownshipId Township, int Rotations, int Days, int Hours, DateOnly LastDay, bool TooShort)
{
    /// <summary>How many days everybody rotates at least, in all: one month.</summary>
    public const int LeastDays = 30;

    /// <param name="rotations">One person's, at least one; none withdrawn.</param>
    internal static RotationStanding Of(IReadOnlyList<Rotation> rotations, DateOnly day)
    {
        (Rotation latest, int days) = (rotations.MaxBy(one => one.To)!, RotationDays.Of(rotations.Select(one => (one.From, one.To))));
        return new RotationStanding(
            latest.Person, latest.Name, latest.Township, rotations.Count, days, rotations.Sum(one => one.Courses.Sum(course => course.Hours)), latest.To, IsShort(days) && latest.To < day);
    }

    internal static bool IsShort(int days) => days < LeastDays;
}

internal static class RotationDays
{
    /// <summary>How many days lie in spans, both ends inclusive; a day that lies in several counts once.</summary>
    public static int Of(IEnumerable<(DateOnly From, DateOnly To)> spans)
    {
        (int sum, int counted) = (0, int.MinValue);
        foreach ((DateOnly from, DateOnly to) in spans.OrderBy(span => span.From))
        {
            int first = Math.Max(from.DayNumber, counted + 1);
            sum += Math.Max(0, to.DayNumber - first + 1);
            counted = Math.Max(counted, to.DayNumber);
        }

        return sum;
    }
}

/// <summary>The rotations of all counties.</summary>
public sealed class RotationStore(TableServiceClient tables)
{
    public const string Table = "Rotations";

    internal PersonRows<Rotation> Rows { get; } = new(tables, Table);

    /// <summary>What everybody's rotations come to on a day, by person: one storage call for each 1,000 rotations.</summary>
    public async Task<IReadOnlyList<RotationStanding>> StandingsAsync(CountyId county, DateOnly day, CancellationToken cancellation) =>
        [.. (await Rows.CountingAsync(county, which: null, cancellation)).GroupBy(one => one.Person).Select(person => RotationStanding.Of([.. person], day)).OrderBy(one => one.Person.Value, StringComparer.Ordinal)];
}

/// <summary>Rotations in people's files.</summary>
public sealed class FiledRotations(RotationStore rotations) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Rotation;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) => FiledRecords.Of(
        await rotations.Rows.OfPersonAsync(asked.County, asked.Person, after: null, int.MaxValue, cancellation), "rotation", one => one.From,
        one => new RotationContent(one.Office, one.Post, one.To, one.Courses.Sum(course => course.Hours)));
}
