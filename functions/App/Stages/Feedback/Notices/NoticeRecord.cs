namespace Yuekao.App.Stages.Feedback;

/// <summary>What is kept of a feedback notice to a subject or a village; null is what has not happened. What it says is made from the result whenever it is read.</summary>
public sealed record NoticeRecord : Stored
{
    /// <summary>Unique in the county, and another one when it is issued anew. Every message that tells of it carries it.</summary>
    public string Id => $"{Cycle}.{Recipient}.{Revision}";
    public required CycleKey Cycle { get; init; }
    public required TownshipId Township { get; init; }
    public required PoolId Pool { get; init; }

    /// <summary>Who it is for: <c>subject.c0001</c>, <c>village.v001</c>; either the subject or the village is null.</summary>
    public required string Recipient { get; init; }
    public SubjectId? Subject { get; init; }
    public VillageId? Village { get; init; }
    public required string Name { get; init; }

    /// <summary>How often it was issued, from 1: again after an appeal.</summary>
    public required int Revision { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Rectifications of earlier cycles that the recipient still owed when it was issued, the earliest first.</summary>
    public IReadOnlyList<CarriedOver> CarriedOver { get; init; } = [];
    public DateTimeOffset? ReadAt { get; init; }
    public Acknowledgement? Acknowledgement { get; init; }
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    public static string Of(SubjectId subject) => $"subject.{subject}";

    public static string Of(VillageId village) => $"village.{village}";
}

/// <summary>A rectification of an earlier cycle that is still owed.</summary>
/// <param name="Period">The period that it stems from.</param>
public sealed record CarriedOver(string Id, LocalText Title, Period Period, DateTimeOffset Due);

/// <param name="By">The id of who acknowledged.</param>
/// <param name="Talk">Told at once or later; null where there was none, or it was not told.</param>
public sealed record Acknowledgement(DateTimeOffset At, string By, string ByName, Talk? Talk = null);

/// <summary>A face-to-face talk (面对面反馈).</summary>
/// <param name="With">Who talked with the recipient: 1 to 50 characters.</param>
/// <param name="Note">What was said, up to 2,000 characters; null for nothing.</param>
public sealed record Talk(string With, DateOnly On, string? Note = null);
