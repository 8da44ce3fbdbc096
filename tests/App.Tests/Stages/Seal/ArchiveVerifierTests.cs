using System.Text.Json.Nodes;

namespace Yuekao.App.Tests.Stages.Seal;

/// <summary>Whatever is done to an archive is found, and where. Who tampers makes the manifest fit: then only recomputing tells.</summary>
public sealed class ArchiveVerifierTests(SealedArchive archive) : IClassFixture<SealedArchive>
{
    private PoolId Pool => archive.Cycle.Pool.Id;

    private string Proposal => ArchivePaths.Proposal(Pool, 1);

    private string Result => ArchivePaths.Result(Pool);

    private string Appeal => ArchivePaths.Appeal(archive.Appellant);

    [Fact]
    public void Verify_AsSealed_FindsNothingAndCountsEverything()
    {
        ArchiveReport report = ArchiveVerifier.Verify(archive.Bytes);

        Assert.Empty(report.Differences);
        int subjects = archive.Cycle.Context.Pools.Sum(pool => pool.Roster.Count);
        Assert.Equal(new ArchiveCounts(subjects, archive.Cycle.Context.Pools.Sum(pool => archive.Cycle.InputOf(pool).Readings.Count), subjects + 2, 1), report.Checked);
        Assert.NotNull(report.Anchor);
    }

    [Fact]
    public void Verify_AGradeChanged_NamesIt() => AssertFound(Result, "$.decided.outcomes[1].grade", json => json["decided"]!["outcomes"]![1]!["grade"] = "odd");

    [Fact]
    public void Verify_AProposedRankChanged_NamesIt() => AssertFound(Proposal, "$.proposal.outcomes[1].rank", json => json["proposal"]!["outcomes"]![1]!["rank"] = 999);

    [Fact]
    public void Verify_AnExplanationChanged_NamesIt() =>
        AssertFound(Result, "$.decided.outcomes[0].proposed.explanation.readings[0].reading.at", json =>
            json["decided"]!["outcomes"]![0]!["proposed"]!["explanation"]!["readings"]![0]!["reading"]!["at"] = "2026-10-30T00:00:00+00:00");

    [Fact]
    public void Verify_APoolLedgerLineChanged_NamesIt() => AssertFound(Result, "$.ledger.lines[2].reward", json => json["ledger"]!["lines"]![2]!["reward"] = 123);

    [Fact]
    public void Verify_ASumThatIsOnlyShownChanged_NamesIt() => AssertFound(Result, "$.ledger.lines[2].paid", json => json["ledger"]!["lines"]![2]!["paid"] = 123);

    [Fact]
    public void Verify_ACountyLedgerLineChanged_NamesIt() => AssertFound(ArchivePaths.Ledger, "$.ledger.lines[0].assessedPaid", json => json["ledger"]!["lines"]![0]!["assessedPaid"] = 1);

    [Fact]
    public void Verify_AReconciliationChanged_NamesIt() => AssertFound(ArchivePaths.Ledger, "$.reconciliation.county.paid", json => json["reconciliation"]!["county"]!["paid"] = 1);

    [Fact]
    public void Verify_ACorrectionLineChanged_NamesIt() => AssertFound(ArchivePaths.Ledger, "$.corrections[0].difference", json => json["corrections"]![0]!["difference"] = 1);

    [Fact]
    public void Verify_AConsequenceChanged_NamesIt() => AssertFound(Result, "$.consequences.due[0].subject", json => json["consequences"]!["due"]![0]!["subject"] = "nobody");

    [Fact]
    public void Verify_AnArrearsLineChanged_NamesIt() => AssertFound(Result, "$.ledger.arrears[1].difference", json => json["ledger"]!["arrears"]![1]!["difference"] = 1);

    [Theory]
    [InlineData("base")]
    [InlineData("days")]
    [InlineData("served")]
    public void Verify_WhatArrearsRestOnChanged_NamesTheLine(string member) =>
        AssertFound(Result, $"$.ledger.arrears[0].after.{member}", json => json["revisited"]![0]!["subjects"]![0]!["pay"]!["after"]![member] = 3);

    [Fact]
    public void Verify_WhatWasBookedChanged_NamesTheDifference() =>
        AssertFound(Result, "$.ledger.arrears[0].difference", json => json["revisited"]![0]!["subjects"]![0]!["pay"]!["booked"] = 0);

    [Fact]
    public void Verify_TheRulesOfArrearsChanged_NamesThem() =>
        AssertFound(Result, "$.revisited[0].rules.assessedShare", json => json["revisited"]![0]!["rules"]!["assessedShare"] = 0.5);

    [Theory]
    [InlineData("2026-08")]
    [InlineData("2026-10")]
    public void Verify_ArrearsOfAPeriodThatTheCycleDoesNotLookBackOn_NamesIt(string period) => AssertFound(Result, "$.revisited[0].period", json => json["revisited"]![0]!["period"] = period);

    [Fact]
    public void Verify_ArrearsTwice_NamesWhose() => AssertFound(
        Result, "$.revisited[0].subjects", json => json["revisited"]![0]!["subjects"]!.AsArray().Add(json["revisited"]![0]!["subjects"]![0]!.DeepClone()));

    [Fact]
    public void Verify_ATownshipsArrearsChanged_NamesThem()
    {
        int township = archive.Cycle.Context.Pools.OrderBy(pool => pool.Id.Value, StringComparer.Ordinal).Index().Single(pool => pool.Item == archive.Cycle.Pool).Index;

        AssertFound(ArchivePaths.Ledger, $"$.reconciliation.townships[{township}].arrears", json => json["reconciliation"]!["townships"]![township]!["arrears"] = 1);
    }

    [Fact]
    public void Verify_AnAppealOutcomeChanged_NamesIt() => AssertFound(Appeal, "$.outcome.decided.improved", json => json["outcome"]!["decided"]!["improved"] = false);

    [Fact]
    public void Verify_AppealSettlementChanged_NamesIt() => AssertFound(Appeal, "$.appeal.settlement.differenceFen", json => json["appeal"]!["settlement"]!["differenceFen"] = 5);

    [Fact]
    public void Verify_ARulingChanged_NamesWhatItGivesInstead() => AssertFound(Appeal, "$.outcome.ruling", json =>
    {
        json["appeal"]!["ruling"]!["content"]!["ruling"] = "upheld";
        json["appeal"]!["ruling"]!["content"]!["readings"] = new JsonArray();
    });

    [Fact]
    public void Verify_AReadingChanged_NamesEveryOutcomeThatWouldBeAnother()
    {
        Reading[] readings = [.. archive.Cycle.InputOf(archive.Cycle.Pool).Readings];
        int index = Array.FindIndex(readings, reading => reading.Value.Number is { Value: > 1 });

        IReadOnlyList<ArchiveDifference> found = Tamper(Proposal, json => json["input"]!["readings"]![index]!["value"] = 0);

        Assert.Contains(found, difference => difference.Where.StartsWith($"{Proposal} $.proposal.outcomes[", StringComparison.Ordinal));
        Assert.Contains(found, difference => difference.Where.StartsWith($"{Result} $.decided.outcomes[", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_AReadingRemoved_SaysWhichIsMissing()
    {
        Reading first = archive.Cycle.InputOf(archive.Cycle.Pool).Readings[0];

        IReadOnlyList<ArchiveDifference> found = Tamper(Proposal, json => json["input"]!["readings"]!.AsArray().RemoveAt(0));

        Assert.Contains(found, difference => difference.Where == $"{Proposal} $.input.readings" && difference.What.Contains($"'{first.Item}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_ADecisionChanged_NamesWhatItGivesInstead()
    {
        IReadOnlyList<ArchiveDifference> found = Tamper(Result, json =>
        {
            JsonNode subject = json["decided"]!["outcomes"]!.AsArray().First(outcome => (string?)outcome!["grade"] == "fair")!["proposed"]!["entry"]!["subject"]!;
            json["resolution"]!["adjustments"] = new JsonArray(new JsonObject { ["subject"] = subject.DeepClone(), ["grade"] = "excellent", ["reason"] = "说情" });
            json["resolution"]!["overrideReason"] = "说情";
        });

        Assert.Contains(found, difference => difference.Where.EndsWith(".grade", StringComparison.Ordinal) && difference is { Expected: "excellent", Found: "fair" });
    }

    [Fact]
    public void Verify_TheRosterChanged_NamesTheSubsidy() => Assert.Contains(
        Tamper(Proposal, json => json["input"]!["roster"]![0]!["baseSubsidy"] = 1), difference => difference.Where == $"{Result} $.ledger.lines[0].base");

    [Fact]
    public void Verify_TheFrozenVillageChanged_NamesIt() => Assert.Contains(
        Tamper(ArchivePaths.Frozen, json => json["townships"]![0]!["subjects"]![0]!["entry"]!["village"] = "elsewhere"), difference => difference.Where == $"{Proposal} $.input.roster[0].village");

    [Fact]
    public void Verify_TheSchemeChanged_IsNoLongerTheFrozenOne() => Assert.Contains(
        Tamper(ArchivePaths.Scheme, json => json["title"]!["en"] = "Another"), difference => difference is { Where: ArchivePaths.Scheme, What: "It is not the document that the cycle froze." });

    [Fact]
    public void Verify_TheAnchorChanged_NamesIt() =>
        Assert.Contains(Tamper(ArchivePaths.Audit, json => json["anchor"] = "nowhere"), difference => difference is { Where: $"{ArchivePaths.Audit} $.anchor", Found: "nowhere" });

    [Fact]
    public void Verify_AnAppealRemovedWithItsListing_LeavesItsMoneyBehind() => Assert.Contains(
        ArchiveVerifier.Verify(Editor().Remove(Appeal).Cover().Zip()).Differences, difference => difference.Where == $"{ArchivePaths.Ledger} $.corrections[0]");

    [Fact]
    public void Verify_AnythingChangedUnderTheManifest_IsNamed() => Assert.All(
        Editor().Paths.Where(path => path != ArchivePaths.Manifest),
        path => Assert.Contains(
            ArchiveVerifier.Verify(Editor().Put(path, $"{Editor().Text(path)} ").Zip()).Differences, difference => difference.Where == path && difference.What == "It is not what the manifest says."));

    [Fact]
    public void Verify_AnyEntryRemoved_IsNamed() => Assert.All(
        Editor().Paths, path => Assert.Contains(ArchiveVerifier.Verify(Editor().Remove(path).Zip()).Differences, difference => difference.Where == path));

    [Fact]
    public void Verify_AnEntryAdded_IsNamedThoughListed()
    {
        Assert.Contains(ArchiveVerifier.Verify(Editor().Put("more.json", "{}").Zip()).Differences, difference => difference.Where == "more.json");
        Assert.Contains(ArchiveVerifier.Verify(Editor().Put("more.json", "{}").Cover().Zip()).Differences, difference => difference.Where == "more.json");
    }

    [Fact]
    public void Verify_TheManifestsDigestChanged_NamesTheEntry() => Assert.Contains(
        ArchiveVerifier.Verify(Editor().Change(ArchivePaths.Manifest, json => json["entries"]![0]!["sha256"] = new string('0', 64)).Zip()).Differences,
        difference => difference.Where == ArchivePaths.Scheme);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"unknown\":1}")]
    public void Verify_AnyEntryUnreadable_IsNamedAndDoesNotStop(string text) => Assert.All(
        Editor().Paths, path => Assert.Contains(ArchiveVerifier.Verify(Editor().Put(path, text).Zip()).Differences, difference => difference.Where.StartsWith(path, StringComparison.Ordinal)));

    [Fact]
    public void Verify_AnyMemberRemoved_IsFoundAndDoesNotStop()
    {
        // Times, the only members that nothing is computed from.
        string[] free = ["at", "sealedAt"];
        var members = new[] { Result, Appeal, ArchivePaths.Manifest }.SelectMany(path => Editor().Json(path).AsObject().Select(member => (Path: path, member.Key))).Where(member => !free.Contains(member.Key));

        Assert.All(members, member => Assert.NotEmpty(ArchiveVerifier.Verify(Removed(member.Path, member.Key)).Differences));

        byte[] Removed(string path, string member)
        {
            ArchiveEditor editor = Editor().Change(path, json => json.AsObject().Remove(member));
            return (path == ArchivePaths.Manifest ? editor : editor.Cover()).Zip();
        }
    }

    [Fact]
    public void Verify_NoZip_SaysSo() => Assert.Contains(ArchiveVerifier.Verify([1, 2, 3]).Differences, difference => difference.Where == "archive");

    private ArchiveEditor Editor() => new(archive.Bytes);

    private IReadOnlyList<ArchiveDifference> Tamper(string path, Action<JsonNode> change) => ArchiveVerifier.Verify(Editor().Change(path, change).Cover().Zip()).Differences;

    private void AssertFound(string path, string where, Action<JsonNode> change) => Assert.Contains(Tamper(path, change), difference => difference.Where == $"{path} {where}");
}
