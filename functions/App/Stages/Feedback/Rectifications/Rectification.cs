using Azure;

namespace Yuekao.App.Stages.Feedback;

/// <summary>How far a rectification is.</summary>
public enum RectificationStatus
{
    /// <summary>To be rectified: not reported yet, or what was reported was not accepted.</summary>
    Open,

    /// <summary>Reported as done, and waiting for the township's verification.</summary>
    Reported,

    /// <summary>Verified, or not owed any more.</summary>
    Closed,
}

/// <summary>Why a rectification was closed.</summary>
public enum ClosingReason
{
    /// <summary>The township verified that it is done.</summary>
    Verified,

    /// <summary>An appeal corrected the reading: nothing was fallen short in.</summary>
    Appeal,
}

/// <summary>A rectification (整改): a shortfall of one cycle, with an owner, a due time and a verified end.</summary>
public sealed record Rectification : Stored
{
    /// <summary>Its id, unique in the township.</summary>
    public string Id => RectificationIds.Of(Cycle, Owner, Item);

    /// <summary>The cycle whose result opened it.</summary>
    public required CycleKey Cycle { get; init; }

    /// <summary>The township that verifies it.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The item that was fallen short in.</summary>
    public required ItemId Item { get; init; }

    /// <summary>What the item is called.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Who has to rectify.</summary>
    public required RectificationOwner Owner { get; init; }

    /// <summary>In which way the item was fallen short in.</summary>
    public required ShortfallKind Kind { get; init; }

    /// <summary>What the item gave, exactly; null where it gives no points.</summary>
    public Score? Obtained { get; init; }

    /// <summary>The most that the item gives; null where it gives no points.</summary>
    public Points? Maximum { get; init; }

    /// <summary>When it was opened: when the results came out.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it must be done.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>How far it is.</summary>
    public required RectificationStatus Status { get; init; }

    /// <summary>The id of the owner's rectification of the same item that was still open from an earlier cycle, the latest one; null where there was none. That one stays open by itself.</summary>
    public string? Continues { get; init; }

    /// <summary>What was reported last; null before.</summary>
    public RectificationReport? Report { get; init; }

    /// <summary>What the township said to the report; null before it did.</summary>
    public RectificationVerification? Verification { get; init; }

    /// <summary>How the county changed the due time last; null where it did not.</summary>
    public DueChange? DueChange { get; init; }

    /// <summary>When it was closed; null before.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was closed; null before.</summary>
    public ClosingReason? ClosedBecause { get; init; }

    /// <summary>When the township was reminded that it is due soon; null before.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>When the county was told that it is overdue; null before.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Its path under the county.</summary>
    internal string Resource => $"townships/{Township}/rectifications/{Id}";
}

/// <summary>What kind of owner a rectification has.</summary>
public enum OwnerKind
{
    /// <summary>A person: a cadre, an organizer, a secretary.</summary>
    Person,

    /// <summary>A village: its secretary sees to it.</summary>
    Village,

    Township,
}

/// <summary>Who has to rectify.</summary>
/// <param name="Kind">What kind of owner.</param>
/// <param name="Id">The id of the person, village or township.</param>
/// <param name="Name">What to call it.</param>
public sealed record RectificationOwner(OwnerKind Kind, string Id, string Name);

/// <summary>What was reported as done.</summary>
/// <param name="Done">What was done.</param>
/// <param name="At">When it was reported.</param>
/// <param name="By">The id of who reported it.</param>
/// <param name="ByName">The name of who reported it.</param>
public sealed record RectificationReport(string Done, DateTimeOffset At, string By, string ByName);

/// <summary>What the township said to a report.</summary>
/// <param name="Accepted">Whether it is done; else it is open again.</param>
/// <param name="At">When it was verified.</param>
/// <param name="By">The id of who verified it.</param>
/// <param name="ByName">The name of who verified it.</param>
/// <param name="Note">What there is to say; always there when not accepted.</param>
public sealed record RectificationVerification(bool Accepted, DateTimeOffset At, string By, string ByName, string? Note = null);

/// <summary>How the county changed a due time.</summary>
/// <param name="Before">When it was due before.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was changed.</param>
/// <param name="By">The id of who changed it.</param>
/// <param name="ByName">The name of who changed it.</param>
public sealed record DueChange(DateTimeOffset Before, string Reason, DateTimeOffset At, string By, string ByName);
