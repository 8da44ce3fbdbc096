using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Oracle.Adapter;

/// <summary>Makes a pool on which the two implementations disagree as small as it gets, and tells what is left.</summary>
internal static class Disagreement
{
    public static string Describe(int seed, int index, PlainScheme plain, Scheme scheme, PlainPool pool, Period period)
    {
        bool Differs(PlainPool smaller) => Differences(plain, scheme, smaller, period).Count > 0;
        var small = Shrunk(pool, pool.Roster, Only, Differs);
        foreach (var subject in small.Roster.ToList())
            small = Shrunk(small, subject.Noted, (all, fewer) => WithNoted(all, subject.Id, fewer), Differs);
        small = Shrunk(small, small.Waived, (all, fewer) => all with { Waived = fewer }, Differs);
        return string.Join(Environment.NewLine,
        [
            $"Seed {seed}, pool {index}, {period}:",
            .. Differences(plain, scheme, small, period),
            .. small.Roster.Select(subject => subject.ToString()),
            .. small.Readings.Select(one => $"{one.Key} = {one.Value}"),
            .. small.Roster.SelectMany(subject => subject.Noted.Select(one => $"{subject.Id}: {one}")),
            $"waived: {string.Join(", ", small.Waived)}",
            SchemeJson.Of(plain),
        ]);
    }

    private static List<string> Differences(PlainScheme plain, Scheme scheme, PlainPool pool, Period period) =>
        OracleVerdict.Of(plain, pool).DifferencesTo(LibraryVerdict.Of(scheme, [PoolInputs.Of(plain, pool, period)])[0]);

    private static PlainPool Only(PlainPool pool, List<PlainSubject> roster)
    {
        var about = roster.SelectMany(subject => new[] { subject.Id, subject.Village }).ToHashSet();
        return pool with
        {
            Roster = roster,
            Readings = pool.Readings.Where(one => about.Contains(one.Key.About)).ToDictionary(),
        };
    }

    private static PlainPool WithNoted(PlainPool pool, string subject, List<PlainObservation> noted) =>
        pool with { Roster = pool.Roster.Select(one => one.Id == subject ? one with { Noted = noted } : one).ToList() };

    /// <summary>Leaves out one thing at a time, for as long as the disagreement stays.</summary>
    private static PlainPool Shrunk<T>(PlainPool pool, List<T> things, Func<PlainPool, List<T>, PlainPool> with, Func<PlainPool, bool> differs)
    {
        var smallest = differs(with(pool, things)) ? with(pool, things) : pool;
        for (var index = things.Count - 1; index >= 0; index--)
        {
            var fewer = things.Where((_, place) => place != index).ToList();
            if (!differs(with(smallest, fewer)))
                continue;
            things = fewer;
            smallest = with(smallest, things);
        }

        return smallest;
    }
}
