using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>A document under check: what it declares, by id, and where its mistakes go.</summary>
internal sealed class DocumentScope(SchemeDocument document, SchemeErrors errors)
{
    public SchemeDocument Document { get; } = document;

    public SchemeErrors Errors { get; } = errors;

    public HashSet<SourceId> Sources { get; } = [.. document.Sources.Select(source => source.Id)];

    public Dictionary<ItemId, Item> Items { get; } = document.Items.DistinctBy(item => item.Id).ToDictionary(item => item.Id);

    public HashSet<ItemId> ScoringItems { get; } = [.. document.Components.SelectMany(component => component.Items)];

    public HashSet<ItemId> RatedItems { get; } = [.. document.Components.Where(component => component.Raters.Count > 0).SelectMany(component => component.Items)];

    public List<GradeId> Grades { get; } = [.. document.Grading.AllGrades.Select(grade => grade.Id)];

    public bool Ranks => Document.Grading is RankingGrading;

    /// <summary>Reports ids that stand twice in one list.</summary>
    public void Unique<TId>(IEnumerable<TId> ids, Func<int, string> path, string what) where TId : struct
    {
        var seen = new HashSet<TId>();
        foreach (var (index, id) in ids.Index())
            if (!seen.Add(id))
                Errors.Add(path(index), "duplicate-id", $"'{id}' is already the id of another {what}: ids are unique.");
    }

    public void KnownSource(SourceId source, string path)
    {
        if (!Sources.Contains(source))
            Errors.Add(path, "unknown-source", $"'{source}' is not declared: it must be one of {string.Join(", ", Sources)}.", Reads.SourceIds);
    }

    public bool KnownGrade(GradeId grade, string path)
    {
        if (Grades.Contains(grade))
            return true;
        var known = Ranks ? "a ranking has no grades" : $"it must be one of {string.Join(", ", Grades)}";
        Errors.Add(path, "unknown-grade", $"'{grade}' is not a grade of this scheme: {known}.", Reads.Grading, Reads.GradeIds);
        return false;
    }

    public void Positive(Points points, string path)
    {
        if (points == Points.Zero)
            Errors.Add(path, "not-positive", "0 points do nothing: it must be above 0.");
    }

    /// <summary>Reports a number outside its bounds, both inclusive.</summary>
    public void Within(int number, int least, int most, string path)
    {
        if (number < least || number > most)
            Errors.Add(path, "out-of-range", $"{number} is out of range: it must be from {least} to {most}.");
    }

    /// <summary>Levels stand best first and have ids of their own.</summary>
    public void Levels(IReadOnlyList<Level> levels, string path)
    {
        if (levels.Count == 0)
            Errors.Add(path, "empty", "There is no level: there must be at least one.");
        Unique(levels.Select(level => level.Id), index => $"{path}[{index}].id", "level of this list");
        for (var index = 1; index < levels.Count; index++)
            if (levels[index].Points > levels[index - 1].Points)
                Errors.Add($"{path}[{index}].points", "levels-order", $"{levels[index].Points} points are more than the {levels[index - 1].Points} of the level before: the best level stands first.", $"{path}[{index - 1}].points");
    }

    /// <summary>Weights of one list add up to 100.</summary>
    public void SumTo100(IEnumerable<Weight> weights, string path, string what, string reads)
    {
        var sum = weights.Sum(weight => (long)weight.Hundredths);
        if (sum != Weight.FullHundredths)
            Errors.Add(path, "weights-sum", $"The weights of the {what} add up to {Fixed.Show(sum / 100m)}: they must add up to 100.", reads);
    }
}
