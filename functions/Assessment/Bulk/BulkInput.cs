using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Bulk;

/// <summary>
/// Many pools in flat memory. Subjects of one pool lie together, in roster order; every memory has one element a subject unless it says otherwise.
/// An empty memory means that nobody has what it tells.
/// </summary>
public sealed record BulkInput
{
    /// <summary>The period all pools are of.</summary>
    public required Period Period { get; init; }

    /// <summary>Where each pool ends, exclusive, ascending from the first pool's size to the number of subjects: one element a pool.</summary>
    public required ReadOnlyMemory<int> PoolEnds { get; init; }

    /// <summary>The readings' codes by <see cref="BulkLayout"/>, all columns of one subject together.</summary>
    public required ReadOnlyMemory<long> Codes { get; init; }

    /// <summary>How many values each code is the sum of, as codes lie: 1 but for means, whose code is the sum's hundredths. Empty: there is no mean.</summary>
    public ReadOnlyMemory<int> Counts { get; init; }

    /// <summary>Why a subject was not assessed, as the reason's number plus 1; 0 for the assessed.</summary>
    public ReadOnlyMemory<byte> NotAssessed { get; init; }

    /// <summary>The bonus in hundredths of points, after all caps.</summary>
    public ReadOnlyMemory<int> Bonus { get; init; }

    /// <summary>The deductions in hundredths of points, after all caps.</summary>
    public ReadOnlyMemory<int> Deductions { get; init; }

    /// <summary>The grade that a veto sets, as its place from the best plus 1, and 128 more where it is the best that may be; 255 for a veto in a ranking; 0 without a veto.</summary>
    public ReadOnlyMemory<byte> Vetoes { get; init; }

    /// <summary>The sets of items that some pools are waived.</summary>
    public IReadOnlyList<IReadOnlySet<ItemId>> WaiverSets { get; init; } = [];

    /// <summary>Which set of <see cref="WaiverSets"/> each pool is waived, plus 1; 0 for none: one element a pool.</summary>
    public ReadOnlyMemory<int> PoolWaivers { get; init; }

    /// <summary>The base subsidies in fen. Empty: nobody is paid.</summary>
    public ReadOnlyMemory<long> Bases { get; init; }

    /// <summary>The days in post. Empty: everyone was in post on all days.</summary>
    public ReadOnlyMemory<short> DaysInPost { get; init; }

    /// <summary>The days served of the days in post. Empty: everyone served all of them.</summary>
    public ReadOnlyMemory<short> DaysServed { get; init; }

    /// <summary>The number of subjects.</summary>
    public int Subjects => PoolEnds.IsEmpty ? 0 : PoolEnds.Span[^1];

    /// <summary>Lays out ordinary inputs of one period.</summary>
    /// <exception cref="ArgumentException">There is none, they are of several periods, or one has problems.</exception>
    public static BulkInput From(Scheme scheme, IReadOnlyList<Readings.PoolInput> pools) => BulkPacker.Pack(scheme, pools);

    internal int InPost(int subject) => DaysInPost.IsEmpty ? Period.Days : DaysInPost.Span[subject];

    internal int Served(int subject) => DaysServed.IsEmpty ? InPost(subject) : DaysServed.Span[subject];

    internal void ThrowIfMisshapen(int columns, int grades)
    {
        var before = 0;
        foreach (var end in PoolEnds.Span)
        {
            if (end < before)
                throw new ArgumentException("Pools must end in ascending order.");
            before = end;
        }

        if (Codes.Length != (long)Subjects * columns)
            throw new ArgumentException($"There are {Codes.Length} codes for {Subjects} subjects of {columns} columns.");
        ThrowIfOdd(Counts.Length, Codes.Length, nameof(Counts));
        ThrowIfOutside(Counts.Span, 1, Mean.MaximumCount, nameof(Counts));
        ThrowIfOdd(NotAssessed.Length, Subjects, nameof(NotAssessed));
        ThrowIfOdd(Bonus.Length, Subjects, nameof(Bonus));
        ThrowIfOdd(Deductions.Length, Subjects, nameof(Deductions));
        ThrowIfOdd(Vetoes.Length, Subjects, nameof(Vetoes));
        ThrowIfOdd(Bases.Length, Subjects, nameof(Bases));
        ThrowIfOdd(DaysInPost.Length, Subjects, nameof(DaysInPost));
        ThrowIfOdd(DaysServed.Length, Subjects, nameof(DaysServed));
        ThrowIfOdd(PoolWaivers.Length, PoolEnds.Length, nameof(PoolWaivers));
        ThrowIfOutside(NotAssessed.Span, (byte)0, (byte)Enum.GetValues<NotAssessedReason>().Length, nameof(NotAssessed));
        ThrowIfOutside(Bases.Span, 0, Fen.MaximumBase.Amount, nameof(Bases));
        ThrowIfOutside(DaysInPost.Span, (short)0, (short)Period.Days, nameof(DaysInPost));
        ThrowIfOutside(DaysServed.Span, (short)0, (short)Period.Days, nameof(DaysServed));
        for (var subject = 0; subject < Subjects; subject++)
        {
            if (Served(subject) > InPost(subject))
                throw new ArgumentException($"DaysServed has {Served(subject)} days of {InPost(subject)} in post.");
        }

        ThrowIfOutside(PoolWaivers.Span, 0, WaiverSets.Count, nameof(PoolWaivers));
        if (grades > 0)
            ThrowIfNoGrades(Vetoes.Span, grades);
        else if (Vetoes.Span.ContainsAnyExcept((byte)0, byte.MaxValue))
            throw new ArgumentException("Vetoes has a grade, and a ranking has none.");
    }

    private static void ThrowIfNoGrades(ReadOnlySpan<byte> vetoes, int grades)
    {
        foreach (var veto in vetoes)
        {
            var place = veto & ~PoolFrame.AtBest;
            if (veto != 0 && (place == 0 || place > grades))
                throw new ArgumentException($"Vetoes has {veto}, which is no place from 1 to {grades}, or {PoolFrame.AtBest} more.");
        }
    }

    private static void ThrowIfOutside<T>(ReadOnlySpan<T> values, T least, T most, string name) where T : IComparable<T>
    {
        if (values.ContainsAnyExceptInRange(least, most))
            throw new ArgumentException($"{name} has a value outside {least} to {most}.");
    }

    private static void ThrowIfOdd(int length, int expected, string name)
    {
        if (length != 0 && length != expected)
            throw new ArgumentException($"{name} has {length} elements: it must have {expected} or none.");
    }
}
