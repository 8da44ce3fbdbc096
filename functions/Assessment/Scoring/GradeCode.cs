namespace Yuekao.Assessment.Scoring;

/// <summary>Grades in flat arrays: the place among the scheme's grades from the best, 0, down.</summary>
internal static class GradeCode
{
    /// <summary>No grade: not assessed, or a ranking.</summary>
    public const byte None = byte.MaxValue;

    /// <summary>The worse of two, where none is the worst.</summary>
    public static byte Worse(byte left, byte right) => Math.Max(left, right);
}
