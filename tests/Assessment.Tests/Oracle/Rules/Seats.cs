using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>How many of a pool each grade takes.</summary>
internal static class Seats
{
    /// <summary>Whole seats first; what is left goes by largest remainder, equal remainders to the better grade.</summary>
    public static List<int> For(int pool, List<decimal> shares)
    {
        var exact = shares.Select(share => Fraction.Of(share) * pool).ToList();
        var seats = exact.Select(one => (int)one.Floor()).ToList();
        var byRemainder = Enumerable.Range(0, shares.Count).OrderByDescending(grade => exact[grade] - seats[grade]).ThenBy(grade => grade).ToList();
        foreach (var grade in byRemainder.Take(pool - seats.Sum()))
            seats[grade]++;
        return seats;
    }
}
