using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>What follows from an outcome: declared, never coded.</summary>
public sealed record Consequence
{
    /// <summary>The consequence's id, unique in the scheme.</summary>
    public required ConsequenceId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Whether the published source names it, where the document says so.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Whom it befalls.</summary>
    public required Trigger When { get; init; }

    /// <summary>What is to be done.</summary>
    public required ConsequenceAction Action { get; init; }

    /// <summary>
    /// Whether people must do it, as an action of its own: what goes to the file, or counts elsewhere, does so by itself, and a township that is supervised on site
    /// has a record of that (解剖).
    /// </summary>
    public bool NeedsPeople(SubjectKind subject) => Action is not (ConsequenceAction.PersonnelFile or ConsequenceAction.AnnualReview)
        && (Action != ConsequenceAction.OnSiteSupervision || subject != SubjectKind.Township);
}

/// <summary>What is to be done.</summary>
public enum ConsequenceAction
{
    /// <summary>The county supervises on site (现场督办).</summary>
    OnSiteSupervision,

    /// <summary>The organization department holds an admonition talk (诫勉谈话).</summary>
    AdmonitionTalk,

    /// <summary>An adjustment of the post is recommended (建议组织调整).</summary>
    RecommendAdjustment,

    /// <summary>The result goes to the personnel file (存入干部档案).</summary>
    PersonnelFile,

    /// <summary>The subject is commended (表彰).</summary>
    Commendation,

    /// <summary>The subject joins a training or mentoring programme (培训、帮带).</summary>
    Training,

    /// <summary>The result counts in another review (与述职评议考核挂钩).</summary>
    AnnualReview,
}

/// <summary>Whom a consequence befalls.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EveryoneTrigger), "everyone")]
[JsonDerivedType(typeof(GradeTrigger), "grade")]
[JsonDerivedType(typeof(TopTrigger), "top")]
[JsonDerivedType(typeof(BottomTrigger), "bottom")]
[JsonDerivedType(typeof(SelectedTrigger), "selected")]
public abstract record Trigger
{
    private protected Trigger()
    {
    }
}

/// <summary>Everyone who was assessed.</summary>
public sealed record EveryoneTrigger : Trigger;

/// <summary>Whoever has a grade, in this period and without a gap in the ones before.</summary>
public sealed record GradeTrigger : Trigger
{
    /// <summary>The grade.</summary>
    public required GradeId Grade { get; init; }

    /// <summary>How many periods running, this one included.</summary>
    /// <value>The default is 1.</value>
    public int Running { get; init; } = 1;
}

/// <summary>The first places of the ranking. A tie across the line leaves out all who tie, and is flagged.</summary>
public sealed record TopTrigger : Trigger
{
    /// <summary>How many places, from 1 on.</summary>
    public required int Places { get; init; }
}

/// <summary>The last places of the ranking. Whoever the gate or a veto kept out of it is among them and uses up places first. A tie across the line leaves out all who tie, and is flagged.</summary>
public sealed record BottomTrigger : Trigger
{
    /// <summary>How many places, from 1 on.</summary>
    public required int Places { get; init; }
}

/// <summary>Whoever a ranking selects.</summary>
public sealed record SelectedTrigger : Trigger;
