namespace Yuekao.Assessment.Tests.Oracle.Plain;

/// <summary>A scheme in plain words and numbers: what the second implementation calculates with.</summary>
internal sealed record PlainScheme
{
    public required List<PlainItem> Items { get; init; }

    public required List<PlainCondition> Gate { get; init; }

    public required List<PlainComponent> Components { get; init; }

    public PlainObservationRules? Bonus { get; init; }

    public PlainObservationRules? Deductions { get; init; }

    /// <summary>The outcome each veto sets; null in a ranking.</summary>
    public Dictionary<string, string?> Vetoes { get; init; } = [];

    /// <summary>In order: <c>item x</c>, <c>component x</c>, <c>bonus</c> or <c>deductions</c>.</summary>
    public List<string> TieBreakers { get; init; } = [];

    public required PlainGrading Grading { get; init; }

    public bool LeaveStaysOut { get; init; }

    public bool SuspendedStayOut { get; init; }

    public int MinimumDays { get; init; }

    public PlainSubsidy? Subsidy { get; init; }

    public PlainItem Item(string id) => Items.Single(item => item.Id == id);
}

/// <param name="Id">The item.</param>
/// <param name="Kind">check, points, measure or level.</param>
/// <param name="Source">Who reads it; null where raters do.</param>
/// <param name="OfVillage">Whether one reading is about a village.</param>
/// <param name="Maximum">The most points.</param>
/// <param name="Steps">A measure's bands, or a level's points; empty otherwise.</param>
/// <param name="LowerIsBetter">Which way a measure gets better.</param>
internal sealed record PlainItem(string Id, string Kind, string? Source, bool OfVillage, decimal Maximum, List<PlainStep> Steps, bool LowerIsBetter = false);

/// <summary>A band of a measure with where it starts, or a level with its name.</summary>
internal sealed record PlainStep(decimal From, string Name, decimal Points);

internal sealed record PlainCondition(string Item, decimal? AtLeast = null, decimal? AtMost = null);

/// <summary>A component; its raters by weight, or none.</summary>
internal sealed record PlainComponent(string Id, decimal Weight, List<string> Items, List<(string Source, decimal? Weight)> Raters);

internal sealed record PlainObservationRules(decimal Cap, List<PlainObservationRule> Rules);

/// <param name="Id">The rule.</param>
/// <param name="Cap">The most it gives, or null.</param>
/// <param name="OnlyHighest">Whether only the observation with the most points counts.</param>
/// <param name="Points">The points of one observation under a fixed rule.</param>
/// <param name="Levels">The points by level under a rule with levels.</param>
/// <param name="Maximum">The most points of one observation under a range rule.</param>
internal sealed record PlainObservationRule(string Id, decimal? Cap, bool OnlyHighest, decimal? Points, List<PlainStep> Levels, decimal? Maximum);

/// <param name="Kind">quota, thresholds or ranking.</param>
/// <param name="Grades">The best first, with share or threshold.</param>
/// <param name="Middle">The grade that ties move towards, under a quota.</param>
/// <param name="Selects">How many a ranking selects.</param>
internal sealed record PlainGrading(string Kind, List<(string Id, decimal Number)> Grades, string? Middle = null, int? Selects = null);

/// <param name="AssessedShare">The assessed part of the base.</param>
/// <param name="Pays">By grade: the part paid, and whether rewarded.</param>
/// <param name="FixedReward">The sum, in fen; null where the reward is pooled or missing.</param>
/// <param name="Pooled">Whether the withheld money is the reward.</param>
/// <param name="NotAssessed">By reason: pay, prorate or withhold.</param>
internal sealed record PlainSubsidy(
    decimal AssessedShare,
    Dictionary<string, (decimal Paid, bool Rewarded)> Pays,
    long? FixedReward,
    bool Pooled,
    Dictionary<string, string> NotAssessed);
