using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Subsidies;

/// <summary>A post held for a part of a period, or for all of it.</summary>
/// <param name="Monthly">The post's base subsidy for a month: 0 to <see cref="Fen.MaximumBase"/>.</param>
/// <param name="From">The first day, in the period.</param>
/// <param name="To">The last day, inclusive, in the period.</param>
public sealed record PostHeld(Fen Monthly, DateOnly From, DateOnly To)
{
    /// <summary>How many days.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>The base post subsidy (基础职务补贴) of a period.</summary>
public static class BaseSubsidy
{
    /// <summary>The posting that counts where there are several in a period: the one held longest, of equals the later.</summary>
    public static PostHeld Longest(IEnumerable<PostHeld> held) => held.OrderByDescending(one => one.Days).ThenByDescending(one => one.From).First();

    /// <summary>The sum over the postings of base × days / the period's days, rounded once to the fen.</summary>
    /// <remarks>
    /// Half up; but half a fen exactly goes to who held a post on the period's first day. So a leaver and their successor together never have more than the post.
    /// </remarks>
    /// <exception cref="ArgumentException">A posting is not in the period, or two of them overlap.</exception>
    public static Fen Of(Period period, IReadOnlyList<PostHeld> held, BaseCounting counting)
    {
        if (held.Count == 0)
            return Fen.Zero;
        var ordered = held.OrderBy(one => one.From).ToList();
        if (ordered.Exists(one => !period.Contains(one.From) || !period.Contains(one.To) || one.Days < 1) || ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.From <= pair.First.To))
            throw new ArgumentException($"The postings must lie in {period}, one after the other.", nameof(held));
        Int128 months = 12 / period.PerYear;
        if (counting == BaseCounting.Whole)
            return new((long)(Longest(held).Monthly.Amount * months));
        var weighted = ordered.Aggregate(Int128.Zero, (sum, one) => sum + (one.Monthly.Amount * months * one.Days));
        var (whole, rest) = (weighted / period.Days, weighted % period.Days * 2);
        var isUp = rest > period.Days || (rest == period.Days && ordered[0].From == period.FirstDay);
        return new((long)(isUp ? whole + 1 : whole));
    }
}
