using Azure;

namespace Yuekao.App.Stages.Feedback;

/// <summary>A feedback notice (反馈通知) to a subject or a village: what is kept of it. What it says is made from the recorded result whenever it is read.</summary>
public sealed record NoticeRecord : Stored
{
    /// <summary>Its id: unique in the county, and another one when it is issued anew. Every message that tells of it carries it.</summary>
    public string Id => $"{Cycle}.{Recipient}.{Revision}";

    public required CycleKey Cycle { get; init; }

    /// <summary>The township of the recipient.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The pool whose result it tells of.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>Who it is for: <c>subject.c0001</c>, <c>village.v001</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>The subject; null for a village's.</summary>
    public SubjectId? Subject { get; init; }

    /// <summary>The village; null for a subject's.</summary>
    public VillageId? Village { get; init; }

    /// <summary>What the recipient is called.</summary>
    public required string Name { get; init; }

    /// <summary>How often it was issued, from 1: again after an appeal.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Rectifications of earlier cycles that the recipient still owed when it was issued, the earliest first.</summary>
    public IReadOnlyList<CarriedOver> CarriedOver { get; init; } = [];

    /// <summary>When the recipient read it first; null while they have not.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>How it was acknowledged; null while it is not.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>What became of it by the channels.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>The recipient that a subject is.</summary>
    public static string Of(SubjectId subject) => $"subject.{subject}";

    /// <summary>The recipient that a village is.</summary>
    public static string Of(VillageId village) => $"village.{village}";
}

/// <summary>A rectification of an earlier cycle that is still owed.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Period">The period that it stems from.</param>
/// <param name="Due">When it is, or was, due.</param>
public sealed record CarriedOver(string Id, LocalText Title, Period Period, DateTimeOffset Due);

/// <summary>How a notice was acknowledged.</summary>
/// <param name="At">When.</param>
/// <param name="By">The id of who acknowledged.</param>
/// <param name="ByName">The name of who acknowledged.</param>
/// <param name="Talk">The talk about it, told at once or later; null where there was none, or it was not told.</param>
public sealed record Acknowledgement(DateTimeOffset At, string By, string ByName, Talk? Talk = null);

/// <summary>A face-to-face talk (面对面反馈).</summary>
/// <param name="With">Who talked with the recipient: 1 to 50 characters.</param>
/// <param name="On">The day.</param>
/// <param name="Note">What was said, up to 2,000 characters; null for nothing.</param>
public sealed record Talk(string With, DateOnly On, string? Note = null);
