using System.Text.Json.Nodes;
using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Tests.Documents;

public sealed class SchemeDocumentsTests
{
    public static TheoryData<string> Names => SchemeFiles.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_CommittedDocument_HasNoError(string name)
    {
        var result = Scheme.Load(SchemeFiles.Read(name));

        Assert.Empty(result.Errors);
        Assert.Equal(name, result.Required().Document.Id.Value);
        Assert.Equal(1, result.Required().Document.Version);
    }

    [Fact]
    public void Catalog_ListsEveryCommittedDocumentAndNoOther()
    {
        var files = Directory.GetFiles(SchemeFiles.Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Where(name => name != "scheme.schema");

        Assert.Equal(Names.Select(row => row.Data), SchemeCatalog.All.Select(scheme => scheme.Document.Id.Value));
        Assert.Equal(Names.Select(row => row.Data), files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_WhatToJsonWrote_IsTheSameScheme(string name)
    {
        var scheme = Scheme.Load(SchemeFiles.Read(name)).Required();

        Assert.Equal(scheme.ToJson(), Scheme.Load(scheme.ToJson()).Required().ToJson());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_EveryOne_IsInChineseAndEnglish(string name)
    {
        var texts = Texts(SchemeFiles.Parse(name)).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}|^%$", (string?)text["zh-CN"]));
        Assert.All(texts, text => Assert.Matches(@"^[^\p{IsCJKUnifiedIdeographs}]+$", (string?)text["en"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Basis_SaysWhatIsExample(string name)
    {
        var basis = SchemeFiles.Embedded(name).Basis!;

        Assert.Contains("来源载明", basis.ZhCn, StringComparison.Ordinal);
        Assert.Contains("示例", basis.ZhCn, StringComparison.Ordinal);
        Assert.Contains("From the source", basis.En, StringComparison.Ordinal);
        Assert.Contains("xample", basis.En, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sources_EveryDeclaredOne_ReportsRatesOrNotes(string name)
    {
        var document = SchemeFiles.Embedded(name);
        IEnumerable<ObservationRule> rules = [.. document.Bonus?.Rules ?? [], .. document.Deductions?.Rules ?? []];
        var used = document.Items.Where(item => item.Source is not null).Select(item => item.Source!.Value)
            .Concat(document.Components.SelectMany(component => component.Raters).Select(rater => rater.Source))
            .Concat(rules.SelectMany(rule => rule.Sources))
            .Concat(document.Vetoes.SelectMany(veto => veto.Sources));

        Assert.Equal(document.Sources.Select(source => source.Id.Value).Order(), used.Select(source => source.Value).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Items_NoneIsACycles_AndTitlesDiffer(string name)
    {
        var items = SchemeFiles.Embedded(name).Items;

        Assert.All(items, item => Assert.NotEqual(Provenance.Cycle, item.Provenance));
        Assert.Equal(items.Count, items.Select(item => item.Title.ZhCn).Distinct().Count());
        Assert.Equal(items.Count, items.Select(item => item.Title.En).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Provenance_OfEveryComponentAndConsequence_IsGiven(string name)
    {
        var document = SchemeFiles.Embedded(name);
        IEnumerable<Provenance?> given = [.. document.Components.Select(one => one.Provenance), .. document.Consequences.Select(one => one.Provenance)];

        Assert.All(given, one => Assert.True(one is Provenance.Source or Provenance.Example));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Calendar_RemindsTwoDaysAndOneDayBefore(string name)
    {
        var calendar = SchemeFiles.Embedded(name).Calendar;

        Assert.Equal("Asia/Shanghai", calendar.TimeZone);
        Assert.Equal([48, 24], calendar.RemindHoursBefore.TakeLast(2));
    }

    private static IEnumerable<JsonObject> Texts(JsonNode? node) => node switch
    {
        JsonObject text when text.ContainsKey("zh-CN") => [text],
        JsonObject owner => owner.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        _ => [],
    };
}
