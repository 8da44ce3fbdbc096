using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Projects;

/// <summary>Computes what a scheme reads of a township's projects.</summary>
public static class ProjectReadings
{
    /// <summary>Computes every item whose source is <c>projects</c>, in the scheme's order.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="days">The days of the dispatch that closed.</param>
    /// <param name="facts">What is known of the township.</param>
    public static IReadOnlyList<ComputedReading> Of(Scheme scheme, DispatchDays days, ProjectFacts facts)
    {
        var sorted = new ProjectFacts(
            [.. facts.Projects.OrderBy(project => project.Project.Value, StringComparer.Ordinal)],
            [.. facts.Findings.OrderBy(finding => finding.Inspection.Value, StringComparer.Ordinal).ThenBy(finding => finding.Finding.Value, StringComparer.Ordinal)],
            [.. facts.Published.OrderBy(published => published.Channel).ThenBy(published => published.Level)]);
        return [.. scheme.Document.Items.OfType<PointsItem>().Where(item => item.Rule is ProjectRule).Select(item => item.Rule switch
        {
            ProgressRule rule => Progress(item, rule, days, sorted),
            ReportsRule => Reports(item, sorted),
            PublicityRule rule => Publicity(item, rule, sorted),
            _ => throw new InvalidOperationException($"Item '{item.Id}' has an unknown rule."),
        })];
    }

    private static ComputedReading Progress(PointsItem item, ProgressRule rule, DispatchDays days, ProjectFacts facts)
    {
        var projects = facts.Projects.Where(project => rule.Project is null || project.Project == rule.Project).ToList();
        List<CountedMilestone> milestones = [.. projects.SelectMany(project => project.Milestones.Where(one => IsOf(days, one)).OrderBy(one => one.Due).ThenBy(one => one.Milestone.Value, StringComparer.Ordinal), Counted)];
        List<ProjectId> silent = [.. projects.Where(project => !project.IsReported).Select(project => project.Project)];
        List<FindingFact> findings = [.. facts.Findings.Where(finding => rule.Project is null || finding.Project == rule.Project)];
        var share = new SharePart(milestones.Where(one => one.IsOnTime).Sum(one => (long)one.Weight), milestones.Sum(one => (long)one.Weight));
        var gross = share.Of(item.Maximum).Hundredths;
        var off = (silent.Count * rule.Silent.Hundredths) + (findings.Count * rule.OpenFinding.Hundredths) + (findings.Count(finding => finding.IsOverdue) * rule.OverdueFinding.Hundredths);
        return new()
        {
            Item = item.Id,
            Points = Points.FromHundredths(Math.Max(0, gross - off)),
            Share = share,
            Milestones = milestones,
            Silent = silent,
            Findings = findings,
            TakenOff = Points.FromHundredths(Math.Min(off, gross)),
        };
    }

    private static ComputedReading Reports(PointsItem item, ProjectFacts facts)
    {
        var share = new SharePart(facts.Projects.Where(project => project.IsReported).Sum(project => (long)project.Weight), facts.Projects.Sum(project => (long)project.Weight));
        return new() { Item = item.Id, Points = share.Of(item.Maximum), Share = share, Silent = [.. facts.Projects.Where(project => !project.IsReported).Select(project => project.Project)] };
    }

    private static ComputedReading Publicity(PointsItem item, PublicityRule rule, ProjectFacts facts)
    {
        List<PublishedPoints> published = [.. facts.Published.Join(
            rule.Channels, one => (one.Channel, one.Level), channel => (channel.Channel, channel.Level),
            (one, channel) => new PublishedPoints(one.Channel, one.Level, one.Count, Points.FromHundredths(Math.Min(one.Count * channel.Points.Hundredths, Points.MaximumHundredths))))];
        return new() { Item = item.Id, Points = Points.FromHundredths(Math.Min(published.Sum(one => one.Points.Hundredths), item.Maximum.Hundredths)), Published = published };
    }

    private static bool IsOf(DispatchDays days, MilestoneFact milestone) =>
        milestone.Due <= days.Until && (milestone.Due >= days.From || milestone.Done is not { } done || done >= days.From);

    private static CountedMilestone Counted(ProjectFact project, MilestoneFact milestone) =>
        new(project.Project, milestone.Milestone, project.Weight, milestone.Due, milestone.Done, milestone.Done <= milestone.Due);
}
