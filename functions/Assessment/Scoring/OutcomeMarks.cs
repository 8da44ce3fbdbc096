namespace Yuekao.Assessment.Scoring;

/// <summary>What a flat outcome says beside kind, grade and rank.</summary>
[Flags]
internal enum OutcomeMarks : byte
{
    None = 0,

    /// <summary>Equal to others across a line between grades, or across the line of selection.</summary>
    Tied = 1,

    /// <summary>Among those a ranking selects.</summary>
    Selected = 2,
}
