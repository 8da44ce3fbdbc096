namespace Yuekao.Assessment.Outcomes;

/// <summary>How far a subject came.</summary>
public enum OutcomeKind
{
    /// <summary>Stayed out of the pool: on leave, suspended or too few days in post.</summary>
    NotAssessed,

    /// <summary>Failed the gate: not scored.</summary>
    Gated,

    /// <summary>Scored, and then settled by a veto: not ranked.</summary>
    Vetoed,

    /// <summary>Scored and ranked.</summary>
    Scored,
}
