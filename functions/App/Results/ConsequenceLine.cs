using Yuekao.App.Cycles;
using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Results;

/// <summary>One consequence and whom it befalls.</summary>
public sealed record ConsequenceLine
{
    /// <summary>The consequence.</summary>
    public required ConsequenceId Consequence { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What is to be done.</summary>
    public required ConsequenceAction Action { get; init; }

    /// <summary>Whom it befalls.</summary>
    public required SubjectLabel Subject { get; init; }

    /// <summary>The rank it follows from; null where it does not follow from one.</summary>
    public int? Rank { get; init; }

    /// <summary>The grade it follows from; null in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>The periods it follows from, the earliest first; empty for a tie.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];

    /// <summary>Whether the subject ties across the line of places: then it befalls nobody of those who tie, and people must look at it.</summary>
    public required bool Tied { get; init; }

    /// <summary>Whether an appeal has since superseded the result that it follows from: people must look at it again.</summary>
    public required bool Superseded { get; init; }

    /// <summary>The lines of a pool's report, in the scheme's order and then roster order, ties after those whom the consequence befalls.</summary>
    internal static IEnumerable<ConsequenceLine> Of(CycleContext context, ConsequenceReport report, IReadOnlySet<SubjectId> superseded) =>
        context.Scheme.Document.Consequences.SelectMany(consequence => Enumerable.Concat(
            report.Due.Where(due => due.Consequence.Id == consequence.Id)
                .Select(due => Line(context, consequence, due.Subject, isTied: false, superseded.Contains(due.Subject)) with { Rank = due.Rank, Grade = due.Grade, Periods = due.Periods }),
            report.Ties.Where(tie => tie.Consequence == consequence.Id)
                .SelectMany(tie => tie.Subjects.Select(subject => Line(context, consequence, subject, isTied: true, superseded.Contains(subject)) with { Rank = tie.Rank }))));

    private static ConsequenceLine Line(CycleContext context, Consequence consequence, SubjectId subject, bool isTied, bool isSuperseded) => new()
    {
        Consequence = consequence.Id,
        Title = consequence.Title,
        Action = consequence.Action,
        Subject = SubjectLabel.Of(context, subject),
        Tied = isTied,
        Superseded = isSuperseded,
    };
}
