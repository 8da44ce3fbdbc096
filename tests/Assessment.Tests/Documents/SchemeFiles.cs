using System.Text.Json.Nodes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Documents;

/// <summary>The scheme documents as files, and as the library embeds them.</summary>
internal static class SchemeFiles
{
    public static TheoryData<string> Names { get; } =
    [
        "dongguang.secretary-annual", "dongguang.selection", "haixing.cadre-annual", "haixing.double-point-tour", "haixing.organizer-annual",
        "haixing.township-arena", "haixing.township-secretary-annual", "haixing.village-arena", "haixing.village-monthly", "haixing.work-ranking",
    ];

    public static string Folder => RepositoryFiles.PathOf("functions/Assessment/schemes");

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.json"));

    public static JsonObject Parse(string name) => JsonNode.Parse(Read(name))!.AsObject();

    public static SchemeDocument Embedded(string name) => SchemeCatalog.Latest(SchemeId.Of(name))!.Document;

    /// <summary>The Chinese titles of the items that the published source names.</summary>
    public static IEnumerable<string> FromSource(this SchemeDocument document) =>
        document.Items.Where(item => item.Provenance == Provenance.Source).Select(item => item.Title.ZhCn);

    /// <summary>The most points that each component's items give together.</summary>
    public static IEnumerable<decimal> Maxima(this SchemeDocument document) =>
        document.Components.Select(component => component.Items.Sum(id => MaximumOf(document.Items.Single(item => item.Id == id))));

    private static decimal MaximumOf(Item item) => item switch
    {
        CheckItem one => one.Maximum!.Value.Value,
        PointsItem one => one.Maximum.Value,
        MeasureItem one => one.Bands.Max(band => band.Points.Value),
        LevelItem one => one.Levels.Max(level => level.Points.Value),
        _ => throw new InvalidOperationException($"{item.Id} is of an unknown kind."),
    };
}
