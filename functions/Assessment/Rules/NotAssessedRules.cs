namespace Yuekao.Assessment.Rules;

/// <summary>Why a subject stays out of the pool.</summary>
public enum NotAssessedReason
{
    /// <summary>On leave.</summary>
    OnLeave,

    /// <summary>Suspended from the post.</summary>
    Suspended,

    /// <summary>In post for fewer days of the period than the scheme's minimum.</summary>
    ShortService,
}

/// <summary>Who stays out of the pool. With several reasons the first of suspended, on leave, short service is recorded.</summary>
public sealed record NotAssessedRules
{
    /// <summary>Whether subjects on leave stay out.</summary>
    /// <value>The default is that they do.</value>
    public bool OnLeave { get; init; } = true;

    /// <summary>Whether suspended subjects stay out.</summary>
    /// <value>The default is that they do.</value>
    public bool Suspended { get; init; } = true;

    /// <summary>The fewest days in post, inclusive, to be assessed.</summary>
    /// <value>The default is 0: any number will do.</value>
    public int MinimumDays { get; init; }
}
