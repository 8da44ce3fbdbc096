namespace Yuekao.Assessment.Scoring;

/// <summary>One pool in flat memory: what goes into grading, and room for what comes out. Every span has one element a subject, in roster order, or is empty where noted.</summary>
internal readonly ref struct PoolFrame
{
    /// <summary>A code that is not there.</summary>
    public const long Missing = long.MinValue;

    /// <summary>The veto that sets no grade: the subject is not ranked.</summary>
    public const byte Unranked = byte.MaxValue;

    /// <summary>The codes, all columns of one subject together.</summary>
    public required ReadOnlySpan<long> Codes { get; init; }

    /// <summary>How many values each code is the sum of: 1 but for means; empty when there is no mean.</summary>
    public ReadOnlySpan<int> Counts { get; init; }

    /// <summary>The number of columns.</summary>
    public required int Columns { get; init; }

    /// <summary>0 for the assessed, else the reason plus 1; empty when everyone is assessed.</summary>
    public ReadOnlySpan<byte> NotAssessed { get; init; }

    /// <summary>Counted bonus in hundredths; empty when there is none.</summary>
    public ReadOnlySpan<int> Bonus { get; init; }

    /// <summary>Counted deductions in hundredths; empty when there are none.</summary>
    public ReadOnlySpan<int> Deductions { get; init; }

    /// <summary>Marks a veto that only bounds: the subject is scored, and has its grade at best.</summary>
    public const byte AtBest = 0x80;

    /// <summary>0 without a veto, else the grade it sets plus 1, marked where it only bounds, or <see cref="Unranked"/>; empty when there is none.</summary>
    public ReadOnlySpan<byte> Vetoes { get; init; }

    public required Span<byte> Kinds { get; init; }

    public required Span<byte> Grades { get; init; }

    /// <summary>Standard competition ranks from 1; 0 for the unranked.</summary>
    public required Span<int> Ranks { get; init; }

    public required Span<OutcomeMarks> Marks { get; init; }

    /// <summary>What orders the scored: parts of the score, or places where parts do not fit 64 bits.</summary>
    public required Span<long> Totals { get; init; }

    public int Count => Kinds.Length;

    public ReadOnlySpan<long> CodesOf(int subject) => Codes.Slice(subject * Columns, Columns);

    /// <summary>How many values each of a subject's codes is the sum of; empty when there is no mean.</summary>
    public ReadOnlySpan<int> CountsOf(int subject) => Counts.IsEmpty ? [] : Counts.Slice(subject * Columns, Columns);

    public int BonusOf(int subject) => Bonus.IsEmpty ? 0 : Bonus[subject];

    public int DeductionsOf(int subject) => Deductions.IsEmpty ? 0 : Deductions[subject];

    /// <summary>The veto that settles a subject's outcome; 0 for none.</summary>
    public byte VetoOf(int subject) => Vetoes.IsEmpty || IsBound(Vetoes[subject]) ? (byte)0 : Vetoes[subject];

    /// <summary>The best grade that a subject may have; 0, the best of all, without a bound.</summary>
    public byte BoundOf(int subject) => !Vetoes.IsEmpty && IsBound(Vetoes[subject]) ? (byte)((Vetoes[subject] & ~AtBest) - 1) : (byte)0;

    private static bool IsBound(byte veto) => veto != Unranked && (veto & AtBest) != 0;
}
