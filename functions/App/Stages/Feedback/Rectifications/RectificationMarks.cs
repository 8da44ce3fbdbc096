namespace Yuekao.App.Stages.Feedback;

/// <summary>Which rectifications a check tells about: those that no earlier check told about.</summary>
internal sealed class RectificationMarks
{
    /// <summary>How long before the due time the township is reminded.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    private readonly Rectification[] soon;
    private readonly Rectification[] overdue;

    /// <param name="due">Those that are due soon or overdue, and not closed.</param>
    /// <param name="at">When the check is.</param>
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

    /// <summary>How many there are in each township.</summary>
    public IReadOnlyList<RectificationCount> Count() =>
    [
        .. soon.Concat(overdue).GroupBy(one => one.Township).OrderBy(township => township.Key.Value, StringComparer.Ordinal).Select(township => new RectificationCount(
            township.Key,
            soon.Count(one => one.Township == township.Key),
            soon.Where(one => one.Township == township.Key).Select(one => (DateTimeOffset?)one.Due).Min(),
            overdue.Count(one => one.Township == township.Key))),
    ];
}
