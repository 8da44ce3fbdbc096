using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>A scheme made ready for calculation: its columns, and where each item's columns are.</summary>
internal sealed class SchemePlan
{
    private readonly Dictionary<ItemId, Range> columnsOf = [];
    private readonly Lazy<PoolWeights> unwaived;

    public SchemePlan(SchemeDocument document)
    {
        Document = document;
        Columns = [.. MakeColumns(document)];
        for (var index = 0; index < Columns.Length; index++)
        {
            var id = Columns[index].Item.Id;
            columnsOf[id] = columnsOf.TryGetValue(id, out var range) ? range.Start..(index + 1) : index..(index + 1);
        }

        Grades = [.. document.Grading.AllGrades.Select(grade => grade.Id)];
        GateGrade = document.Gate?.Outcome is { } outcome ? (byte)Array.IndexOf(Grades, outcome) : GradeCode.None;
        if (document.Grading is QuotaGrading quota)
        {
            Shares = [.. quota.Grades.Select(grade => grade.Share.TenThousandths)];
            Middle = Array.IndexOf(Grades, quota.Middle);
        }

        Selects = (document.Grading as RankingGrading)?.Selects ?? 0;
        Observed = new(document, Grades);
        Subsidy = document.Subsidy is { } subsidy ? new(subsidy, Grades) : null;
        unwaived = new(() => new(this, new HashSet<ItemId>()));
    }

    public SchemeDocument Document { get; }

    public Column[] Columns { get; }

    public GradeId[] Grades { get; }

    /// <summary>The grade of whoever fails the gate.</summary>
    public byte GateGrade { get; }

    /// <summary>The grades' shares in ten-thousandths; null unless graded by quota.</summary>
    public int[]? Shares { get; }

    /// <summary>The grade that ties move towards, under a quota.</summary>
    public int Middle { get; }

    /// <summary>How many a ranking selects; 0 for none.</summary>
    public int Selects { get; }

    public ObservationPlan Observed { get; }

    /// <summary>What grades pay; null where nothing depends on them.</summary>
    public SubsidyPlan? Subsidy { get; }

    public bool TryColumns(ItemId item, out ReadOnlySpan<Column> columns, out int first)
    {
        var known = columnsOf.TryGetValue(item, out var range);
        first = known ? range.Start.Value : 0;
        columns = known ? Columns.AsSpan(range) : [];
        return known;
    }

    public PoolWeights WeightsWithout(IReadOnlySet<ItemId> waived) => waived.Count == 0 ? unwaived.Value : new(this, waived);

    private static IEnumerable<Column> MakeColumns(SchemeDocument document)
    {
        var conditions = document.Gate?.Conditions.ToDictionary(condition => condition.Item) ?? [];
        var owners = document.Components.Index()
            .SelectMany(component => component.Item.Items.Select(item => (item, component.Index)))
            .ToDictionary(pair => pair.item, pair => pair.Index);
        foreach (var item in document.Items)
        {
            var component = owners.TryGetValue(item.Id, out var owner) ? owner : -1;
            var condition = conditions.GetValueOrDefault(item.Id);
            if (component < 0 || document.Components[component].Raters is not { Count: > 0 } raters)
                yield return new(item, item.Source!.Value, component, 1, condition);
            else
                foreach (var rater in raters)
                    yield return new(item, rater.Source, component, rater.Weight?.Hundredths ?? 1, condition);
        }
    }
}
