using System.Text.Json;
using System.Text.Json.Serialization;
using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Tests.Oracle.Random;

namespace Yuekao.Assessment.Tests.Oracle.Adapter;

/// <summary>Writes a plain scheme as the document that the library reads.</summary>
internal static class SchemeJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Dictionary<string, string> Title = new() { ["zh-CN"] = "随机" };

    public static string Of(PlainScheme scheme) => JsonSerializer.Serialize(
        new
        {
            id = "random.scheme",
            version = 1,
            title = Title,
            period = "month",
            subject = "cadre",
            pool = "township",
            decidedBy = "township",
            sources = RandomSchemes.Sources.Select(id => new { id, title = Title }),
            items = scheme.Items.Select(Item),
            gate = scheme.Gate.Count == 0 ? null : new { outcome = scheme.Grading.Grades.Select(grade => grade.Id).LastOrDefault(), conditions = scheme.Gate },
            components = scheme.Components.Select(Component),
            bonus = Rules(scheme.Bonus),
            deductions = Rules(scheme.Deductions),
            vetoes = scheme.Vetoes.Select(veto => new { id = veto.Key, title = Title, provenance = "example", sources = (string[])["township"], outcome = veto.Value }),
            tieBreakers = scheme.TieBreakers.Select(TieBreaker),
            grading = Grading(scheme.Grading),
            notAssessed = new { onLeave = scheme.LeaveStaysOut, suspended = scheme.SuspendedStayOut, minimumDays = scheme.MinimumDays },
            subsidy = scheme.Subsidy is { } subsidy ? Subsidy(subsidy) : null,
            calendar = new
            {
                collectingOpens = new { from = "periodStart", time = "08:00:00" },
                collectingDue = new { from = "periodEnd", time = "08:00:00" },
                decisionDue = new { from = "periodEnd", time = "18:00:00" },
            },
        },
        Options);

    private static object Item(PlainItem item) => new
    {
        item.Kind,
        item.Id,
        title = Title,
        provenance = "example",
        item.Source,
        level = item.OfVillage ? "village" : "subject",
        maximum = item.Kind is "check" or "points" && item.Maximum > 0 ? item.Maximum : (decimal?)null,
        unit = item.Kind == "measure" ? Title : null,
        least = item.Kind == "measure" ? -5 : (int?)null,
        greatest = item.Kind == "measure" ? 105 : (int?)null,
        decimals = item.Kind == "measure" ? 2 : (int?)null,
        better = item.Kind != "measure" ? null : item.LowerIsBetter ? "lower" : "higher",
        bands = item.Kind == "measure" ? item.Steps.Select(step => new { step.From, step.Points }) : null,
        levels = item.Kind == "level" ? Levels(item.Steps) : null,
    };

    private static object Component(PlainComponent component) => new
    {
        component.Id,
        title = Title,
        component.Weight,
        component.Items,
        raters = component.Raters.Select(rater => new { rater.Source, rater.Weight }),
    };

    private static object Levels(List<PlainStep> steps) => steps.Select(step => new { id = step.Name, title = Title, step.Points });

    private static object? Rules(PlainObservationRules? rules) => rules is null ? null : new
    {
        rules.Cap,
        rules = rules.Rules.Select(rule => new
        {
            kind = rule.Points is not null ? "fixed" : rule.Maximum is not null ? "range" : "level",
            rule.Id,
            title = Title,
            provenance = "example",
            sources = (string[])["township"],
            rule.Cap,
            counting = rule.OnlyHighest ? "highest" : "each",
            rule.Points,
            rule.Maximum,
            levels = rule.Levels.Count > 0 ? Levels(rule.Levels) : null,
        }),
    };

    private static object TieBreaker(string breaker) => breaker.Split(' ') switch
    {
        ["item", var item] => new { kind = "item", item },
        ["component", var component] => new { kind = "component", component },
        _ => new { kind = breaker },
    };

    private static object Grading(PlainGrading grading) => grading.Kind switch
    {
        "quota" => new { grading.Kind, grading.Middle, grades = grading.Grades.Select(grade => new { grade.Id, title = Title, share = grade.Number }) },
        "thresholds" => new { grading.Kind, grades = grading.Grades.Select(grade => new { grade.Id, title = Title, from = grade.Number }) },
        _ => new { grading.Kind, grading.Selects },
    };

    private static object Subsidy(PlainSubsidy subsidy) => new
    {
        subsidy.AssessedShare,
        grades = subsidy.Pays.Select(pay => new { grade = pay.Key, paid = pay.Value.Paid, rewarded = pay.Value.Rewarded }),
        reward = subsidy.Pooled ? new { kind = "pooled" } : subsidy.FixedReward is { } amount ? (object)new { kind = "fixed", amount, fundedBy = "county" } : null,
        subsidy.NotAssessed,
    };
}
