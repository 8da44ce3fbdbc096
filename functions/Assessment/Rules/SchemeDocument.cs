using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>Who a scheme assesses.</summary>
public enum SubjectKind
{
    /// <summary>A member of a village's "two committees" (村"两委"成员).</summary>
    Cadre,

    /// <summary>A township's organization committee member or full-time organizer (组织委员、专职组织员).</summary>
    Organizer,

    /// <summary>A party secretary of a village (村党组织书记).</summary>
    Secretary,

    /// <summary>A party secretary of a township (乡镇党委书记).</summary>
    TownshipSecretary,

    /// <summary>A village.</summary>
    Village,

    /// <summary>A township.</summary>
    Township,
}

/// <summary>Part of the administration: whose subjects are ranked together, who decides, who funds.</summary>
public enum Tier
{
    /// <summary>Each township by itself.</summary>
    Township,

    /// <summary>The county as a whole.</summary>
    County,
}

/// <summary>
/// A scheme (考核办法) as it is written down: the JSON document. It says everything that differs between assessments, so that the engine knows no county by name.
/// Load it with <see cref="Scheme.Load(string)"/>, which checks it as a whole.
/// </summary>
public sealed record SchemeDocument
{
    /// <summary>Where editors find the JSON Schema; not read.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The scheme's id, the same in all versions, such as <c>haixing.village-monthly</c>.</summary>
    public required SchemeId Id { get; init; }

    /// <summary>The version, from 1 on. A version that a cycle has used never changes.</summary>
    public required int Version { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What it rests on: the published measure or article.</summary>
    public LocalText? Basis { get; init; }

    /// <summary>How long one cycle lasts.</summary>
    public required PeriodKind Period { get; init; }

    /// <summary>Who is assessed.</summary>
    public required SubjectKind Subject { get; init; }

    /// <summary>The cohort whose members it assesses (选育对象), and nobody else.</summary>
    /// <value>Null: everybody who is such a subject.</value>
    public CohortId? Cohort { get; init; }

    /// <summary>Whose subjects are ranked together (排名范围).</summary>
    public required Tier Pool { get; init; }

    /// <summary>Whose leadership meeting decides (联席会研究).</summary>
    public required Tier DecidedBy { get; init; }

    /// <summary>Who reports readings or notes observations.</summary>
    public required IReadOnlyList<SourceDeclaration> Sources { get; init; }

    /// <summary>Everything that is read: baseline and scoring items.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The baseline (基础项) that a subject must meet to be scored.</summary>
    /// <value>Null: everyone is scored.</value>
    public Gate? Gate { get; init; }

    /// <summary>The parts of the score; their weights add up to 100.</summary>
    public required IReadOnlyList<Component> Components { get; init; }

    /// <summary>Where a cycle may add special items (单项考核), and how many.</summary>
    /// <value>Null: it may not.</value>
    public SpecialItemRules? SpecialItems { get; init; }

    /// <summary>What observed facts add.</summary>
    /// <value>Null: nothing.</value>
    public ObservationRules? Bonus { get; init; }

    /// <summary>What observed facts take away.</summary>
    /// <value>Null: nothing.</value>
    public ObservationRules? Deductions { get; init; }

    /// <summary>Facts that settle the outcome whatever the score (一票否决).</summary>
    public IReadOnlyList<VetoRule> Vetoes { get; init; } = [];

    /// <summary>What splits equal scores, in order.</summary>
    public IReadOnlyList<TieBreaker> TieBreakers { get; init; } = [];

    /// <summary>How scores become outcomes.</summary>
    public required Grading Grading { get; init; }

    /// <summary>Who stays out of the pool.</summary>
    /// <value>Null: nobody.</value>
    public NotAssessedRules? NotAssessed { get; init; }

    /// <summary>What a grade pays.</summary>
    /// <value>Null: nothing depends on the grade.</value>
    public SubsidyRules? Subsidy { get; init; }

    /// <summary>What the periods of a year add up to.</summary>
    /// <value>Null: nothing.</value>
    public StandingRules? Standing { get; init; }

    /// <summary>What has to be rectified (整改).</summary>
    /// <value>Null: only what failed the gate.</value>
    public RectificationRules? Rectification { get; init; }

    /// <summary>What follows from an outcome.</summary>
    public IReadOnlyList<Consequence> Consequences { get; init; } = [];

    /// <summary>The month's dispatch (调度) of the projects that items are computed from.</summary>
    /// <value>Null exactly unless <c>projects</c> is a source.</value>
    public DispatchRules? Dispatch { get; init; }

    /// <summary>What a competition (双点走看赛、擂台赛) has beside what is scored.</summary>
    /// <value>Null: nothing.</value>
    public CompetitionRules? Competition { get; init; }

    /// <summary>When each phase of a cycle opens and is due.</summary>
    public required Calendar Calendar { get; init; }
}

/// <summary>A source that a scheme's items, raters or observation rules name.</summary>
public sealed record SourceDeclaration
{
    /// <summary>Who it is: nobody whom the scheme assesses.</summary>
    public required SourceId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>How its readings follow from several judges' sheets (<c>judge:&lt;panel&gt;</c>) or from ballots (<c>vote:&lt;roll&gt;</c>).</summary>
    /// <value>Null exactly for any other source: one submission of readings, or what is computed.</value>
    public SheetRules? Sheets { get; init; }
}
