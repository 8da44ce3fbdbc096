using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>The grades of groups of equals, the best group first. The flag says that a tie across a boundary decided.</summary>
internal static class Grades
{
    /// <summary>By quota. Those whose grade the gate or a veto set have taken their seats already.</summary>
    public static List<(string Grade, bool Tied)> ByQuota(PlainGrading grading, List<int> groupSizes, List<string> alreadySet)
    {
        var names = grading.Grades.Select(grade => grade.Id).ToList();
        var seats = Seats.For(groupSizes.Sum() + alreadySet.Count, grading.Grades.Select(grade => grade.Number).ToList());
        var free = names.Zip(seats, (name, count) => Math.Max(0, count - alreadySet.Count(set => set == name)));
        var seatGrades = free.SelectMany((count, grade) => Enumerable.Repeat(grade, count)).ToList();

        var result = new List<(string, bool)>();
        foreach (var size in groupSizes)
        {
            var taken = seatGrades.Take(size).ToList();
            seatGrades.RemoveRange(0, size);
            var (best, worst, middle) = (taken[0], taken[^1], names.IndexOf(grading.Middle!));
            result.Add((names[Math.Clamp(middle, best, worst)], best != worst));
        }

        return result;
    }

    /// <summary>By threshold: the best grade whose start the score reaches; the last one where deductions took the score below 0.</summary>
    public static string ByThreshold(PlainGrading grading, Fraction score) =>
        grading.Grades.Find(grade => score >= Fraction.Of(grade.Number)).Id ?? grading.Grades[^1].Id;

    /// <summary>Whether a ranking selects each group: a tie across the line selects nobody of it.</summary>
    public static List<(bool Selected, bool Tied)> BySelection(PlainGrading grading, List<int> groupSizes)
    {
        var before = 0;
        var result = new List<(bool, bool)>();
        foreach (var size in groupSizes)
        {
            var (first, last) = (before + 1, before + size);
            result.Add((last <= grading.Selects, first <= grading.Selects && last > grading.Selects));
            before = last;
        }

        return result;
    }
}
