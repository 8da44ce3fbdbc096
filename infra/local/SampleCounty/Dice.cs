using System.Text;

namespace Yuekao.Local.SampleCounty;

/// <summary>Seeded chance (SplitMix64) that is the same on every machine and every .NET, which <see cref="Random"/> does not promise.</summary>
internal sealed class Dice
{
    private ulong state;

    /// <summary>Dice of their own for one part of the sample, so that a change in one part leaves the others as they were.</summary>
    public Dice(int seed, string part)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        state = 14695981039346656037UL ^ (uint)seed;
        foreach (byte octet in Encoding.UTF8.GetBytes(part))
            state = unchecked((state ^ octet) * 1099511628211UL);
    }

    /// <summary>A number from 0 to below the limit.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number from the smallest to the largest, both included.</summary>
    public int Between(int smallest, int largest) => smallest + Below(largest - smallest + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the choices.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>So many different ones of the choices, in their own order.</summary>
    public IReadOnlyList<T> PickSome<T>(IReadOnlyList<T> choices, int count)
    {
        var left = Enumerable.Range(0, choices.Count).ToList();
        while (left.Count > count)
            left.RemoveAt(Below(left.Count));
        return [.. left.Select(index => choices[index])];
    }

    private ulong Next()
    {
        unchecked
        {
            ulong mixed = state += 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
