namespace Yuekao.App.Stages.Feedback;

public enum RectificationStatus
{
    /// <summary>Not reported yet, or what was reported was not accepted.</summary>
    Open,

    /// <summary>Reported as done, and waiting for the township's verification.</summary>
    Reported,

    /// <summary>Verified, or not owed any more.</summary>
    Closed,
}

/// <summary>The township verified that it is done, or an appeal corrected the reading: nothing was fallen short in.</summary>
public enum ClosingReason
{
    Verified,
    Appeal,
}

/// <summary>A rectification (整改): a shortfall of one cycle, with an owner, a due time and a verified end. What has not happened yet is null.</summary>
public sealed record Rectification : Stored
{
    /// <summary>Unique in the township.</summary>
    public string Id => RectificationIds.Of(Cycle, Owner, Item);

    /// <summary>The cycle whose result opened it.</summary>
    public required CycleKey Cycle { get; init; }

    /// <summary>The township that verifies it.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The item that was fallen short in, which <see cref="Title"/> names.</summary>
    public required ItemId Item { get; init; }
    public required LocalText Title { get; init; }
    public required RectificationOwner Owner { get; init; }
    public required ShortfallKind Kind { get; init; }

    /// <summary>What the item gave, exactly, of how much at most; null where it gives no points.</summary>
    public Score? Obtained { get; init; }
    public Points? Maximum { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset Due { get; init; }
    public required RectificationStatus Status { get; init; }

    /// <summary>
    /// The id of the owner's rectification of the same item that was still open from an earlier cycle, the latest one; null where there was none.
    /// That one stays open by itself.
    /// </summary>
    public string? Continues { get; init; }
    public RectificationReport? Report { get; init; }
    public RectificationVerification? Verification { get; init; }
    public DueChange? DueChange { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public ClosingReason? ClosedBecause { get; init; }

    /// <summary>When the township was reminded that it is due soon; when the county was told that it is overdue, the next.</summary>
    public DateTimeOffset? RemindedAt { get; init; }
    public DateTimeOffset? EscalatedAt { get; init; }
    internal string Resource => $"townships/{Township}/rectifications/{Id}";
}

/// <summary>A person is a cadre, an organizer or a secretary; to a village's its secretary sees.</summary>
public enum OwnerKind
{
    Person,
    Village,
    Township,
}

/// <summary>Who has to rectify.</summary>
/// <param name="Id">The id of the person, village or township.</param>
public sealed record RectificationOwner(OwnerKind Kind, string Id, string Name);

/// <param name="By">An id, here and below; the name stands beside it.</param>
public sealed record RectificationReport(string Done, DateTimeOffset At, string By, string ByName);

/// <summary>What the township said to a report: it is done, or is open again.</summary>
/// <param name="Note">Always there when not accepted.</param>
public sealed record RectificationVerification(bool Accepted, DateTimeOffset At, string By, string ByName, string? Note = null);

/// <param name="Before">When it was due before.</param>
public sealed record DueChange(DateTimeOffset Before, string Reason, DateTimeOffset At, string By, string ByName);
