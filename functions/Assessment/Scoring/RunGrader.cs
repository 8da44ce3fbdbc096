namespace Yuekao.Assessment.Scoring;

/// <summary>Gives each run of equals, from the best on, its rank and its grade or selection.</summary>
internal ref struct RunGrader(SchemePlan plan, PoolFrame frame, ReadOnlySpan<int> ends)
{
    private readonly PoolFrame frame = frame;
    private readonly ReadOnlySpan<int> ends = ends;
    private int grade;

    /// <summary>Takes the run that starts at a place, counted from 0.</summary>
    public void Take(ReadOnlySpan<int> subjects, int place)
    {
        foreach (var subject in subjects)
            frame.Ranks[subject] = place + 1;
        if (!ends.IsEmpty)
            TakeSeats(subjects, place);
        else if (plan.Selects > 0)
            Select(subjects, place);
    }

    /// <summary>A run across a line takes, of the grades its places have, the one nearest to the middle: nobody is made excellent, or poor, by a coin toss.</summary>
    private void TakeSeats(ReadOnlySpan<int> subjects, int place)
    {
        var best = GradeAt(place);
        var worst = GradeAt(place + subjects.Length - 1);
        var taken = best == worst ? best : Math.Clamp(plan.Middle, best, worst);
        foreach (var subject in subjects)
        {
            frame.Grades[subject] = (byte)taken;
            if (best != worst)
                frame.Marks[subject] |= OutcomeMarks.Tied;
        }
    }

    /// <summary>A run across the line of selection is not selected: the number is a cap.</summary>
    private readonly void Select(ReadOnlySpan<int> subjects, int place)
    {
        if (place >= plan.Selects)
            return;
        var mark = place + subjects.Length <= plan.Selects ? OutcomeMarks.Selected : OutcomeMarks.Tied;
        foreach (var subject in subjects)
            frame.Marks[subject] |= mark;
    }

    private int GradeAt(int place)
    {
        while (place >= ends[grade])
            grade++;
        return grade;
    }
}
