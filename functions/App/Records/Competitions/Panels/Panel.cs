namespace Yuekao.App.Records;

/// <summary>Who gives sheets for a source of a scheme (评委), or votes for it (评议人员), in the county's order.</summary>
public sealed record Panel(IReadOnlyList<Judge> Judges)
{
    public static readonly Panel Empty = new([]);

    /// <summary>Null where nobody of that id sits in it.</summary>
    public Judge? Find(JudgeId id) => Judges.FirstOrDefault(judge => judge.Id == id);
}

/// <summary>A judge, or a voter.</summary>
/// <param name="Id">Unique in the panel: <c>judge:&lt;id&gt;</c> in their token.</param>
/// <param name="Name">1 to 50 characters.</param>
/// <param name="Township">The township that they belong to; null for none.</param>
/// <param name="Contact">How to reach them: 1 to 100 characters; null for nothing.</param>
public sealed record Judge(JudgeId Id, string Name, TownshipId? Township = null, string? Contact = null)
{
    /// <summary>
    /// Whom they score (docs/adr/0015-judges.md): never themself; where townships or their secretaries are ranked everybody but their own township's, else their own
    /// township's alone. Who belongs to no township scores everybody.
    /// </summary>
    public bool Scores(SubjectKind kind, TownshipId township, SubjectId subject) => subject.Value != Id.Value
        && (kind is SubjectKind.Township or SubjectKind.TownshipSecretary ? Township != township : (Township ?? township) == township);
}

/// <summary>What must hold for a panel: judges by ids of their own, of townships of the county.</summary>
internal static class PanelRules
{
    /// <summary>More than any panel or electorate has: what lies above is a mistake.</summary>
    public const int MostJudges = 1_000;

    private const int LongestContact = 100;

    /// <summary>Everything that is wrong, with its JSON path, in the panel's order.</summary>
    public static IReadOnlyList<ProblemError> Check(Panel panel, IReadOnlySet<TownshipId> townships)
    {
        if (panel.Judges.Count > MostJudges)
            return [new ProblemError("$.judges", $"A panel has at most {MostJudges} judges: this one has {panel.Judges.Count}.")];
        var known = new HashSet<JudgeId>();
        return [.. panel.Judges.SelectMany((judge, index) => Errors(judge, $"$.judges[{index}]"))];

        IEnumerable<ProblemError> Errors(Judge judge, string path)
        {
            if (!known.Add(judge.Id))
                yield return new ProblemError($"{path}.id", $"'{judge.Id}' is there twice: an id is unique in the panel.");
            if (judge.Township is { } township && !townships.Contains(township))
                yield return new ProblemError($"{path}.township", $"'{township}' is no township of the county: leave it out for who belongs to none.");
            foreach (ProblemError error in TextRules.Name($"{path}.name", judge.Name).Concat(judge.Contact is null ? [] : TextRules.Line($"{path}.contact", judge.Contact, LongestContact)))
                yield return error;
        }
    }
}
