using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>What a competition has beside its items: points that a township can show, a topic that all of a pool share, and judges who see them.</summary>
internal static class CompetitionChecks
{
    private const string Place = "$.competition";
    private const int MostPoints = 10;

    public static void Run(DocumentScope scope)
    {
        var document = scope.Document;
        if (document.Competition is not { } competition)
            return;
        if (competition.Points.Count == 0 && competition.Topic is null)
            scope.Errors.Add(Place, "empty", "There are neither points nor a topic: leave the competition out.");
        if (!document.Sources.Any(source => source.Sheets is MeanSheets or TrimmedMeanSheets))
            scope.Errors.Add(Place, "unused-competition", "No source is several judges: leave the competition out.", Reads.SourceIds);
        scope.Within(competition.Points.Count, 0, MostPoints, $"{Place}.points");
        scope.Unique(competition.Points.Select(point => point.Id), index => $"{Place}.points[{index}].id", "point of the competition");
        if (competition.Points.Count > 0 && document.Subject is not (SubjectKind.Township or SubjectKind.TownshipSecretary))
            scope.Errors.Add($"{Place}.points", "points-of-nobody", "Points are what a township shows: the subject must be township or townshipSecretary.", "$.subject");
        if (competition.Topic == Tier.Township && document.Pool != Tier.Township)
            scope.Errors.Add($"{Place}.topic", "topics-of-one-pool", "Who is ranked together has one topic: it must be the county's where the county is one pool.", "$.pool");
    }
}
