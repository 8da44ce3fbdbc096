namespace Yuekao.App.Stages.Feedback;

/// <summary>Which rectifications a check tells about: those that no earlier check told about.</summary>
internal sealed class RectificationMarks
{
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    private readonly Rectification[] soon;
    private readonly Rectification[] overdue;

    /// <param name="due">Those that are due soon or overdue, and not closed.</param>
    public RectificationMarks(IReadOnlyList<Rectification> due, DateTimeOffset at)
    {
        soon = [.. due.Where(one => one.Due >= at && (one.RemindedAt is null || one.RemindedAt == at))];
        overdue = [.. due.Where(one => one.Due < at && (one.EscalatedAt is null || one.EscalatedAt == at))];
        New =
        [
            .. soon.Where(one => one.RemindedAt is null).Select(one => one with { RemindedAt = at }),
            .. overdue.Where(one => one.EscalatedAt is null).Select(one => one with { EscalatedAt = at }),
        ];
    }

    /// <summary>Those that are not marked yet, with their marks.</summary>
    public IReadOnlyList<Rectification> New { get; }

    public IReadOnlyList<RectificationCount> Count() =>
        [.. soon.Concat(overdue).Select(one => one.Township).Distinct().OrderBy(township => township.Value, StringComparer.Ordinal).Select(Count)];

    private RectificationCount Count(TownshipId township)
    {
        DateTimeOffset[] due = [.. soon.Where(one => one.Township == township).Select(one => one.Due)];
        return new RectificationCount(township, due.Length, due.Length == 0 ? null : due.Min(), overdue.Count(one => one.Township == township));
    }
}
