using Azure;

namespace Yuekao.App.Tests.Platform.Audit;

/// <summary>Somebody with the storage account's key changes the trail behind the app's back.</summary>
public sealed class VerificationTests(AppFixture app) : AuditTest(app)
{
    private string Partition => $"{County}|2026-10";

    [Fact]
    public async Task VerifyAsync_NothingYet_IsValid() => Assert.Equivalent(new AuditVerification(true, [], []), await VerifyAsync());

    [Fact]
    public async Task VerifyAsync_Untouched_IsValidAndNamesItsAnchor()
    {
        await AppendAsync(3);

        AuditVerification verification = await VerifyAsync();

        Assert.True(verification.Valid);
        AuditMonth month = Assert.Single(verification.Months);
        Assert.Equal(("2026-10", 3, $"2026-10.3.{(await AllAsync())[2].Hash}"), (month.Month, month.Entries, month.Anchor));
        Assert.Equal(month.Anchor, (await NewTrail().AnchorAsync(County, Cancel))!.ToString());
    }

    [Theory]
    [InlineData("ActorId", "person-2")]
    [InlineData("ActorName", "李强")]
    [InlineData("ActorRoles", "county")]
    [InlineData("Action", "GetRoster")]
    [InlineData("Resource", "townships/suji/roster")]
    [InlineData("Before", "00")]
    [InlineData("After", "00")]
    [InlineData("Reason", "a reason")]
    [InlineData("Hash", "00")]
    public async Task VerifyAsync_AnEntryAltered_NamesIt(string property, string value)
    {
        await AppendAsync(4);
        await AlterAsync(2, row => row[property] = value);

        AuditVerification verification = await VerifyAsync();

        Assert.False(verification.Valid);
        Assert.Equal(new AuditFinding(AuditFindingKind.Altered, "2026-10", 2), verification.Findings[0]);
    }

    [Fact]
    public async Task VerifyAsync_AnEntrysTimeAltered_NamesIt()
    {
        await AppendAsync(2);
        await AlterAsync(1, row => row["At"] = Clock.Now.AddTicks(1));

        Assert.Equal([new AuditFinding(AuditFindingKind.Altered, "2026-10", 1)], (await VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task VerifyAsync_AnEntryRemoved_NamesIt(int removed)
    {
        await AppendAsync(4);
        await Rows.DeleteEntityAsync(Partition, Key(removed), cancellationToken: Cancel);

        Assert.Equal([new AuditFinding(AuditFindingKind.Missing, "2026-10", removed)], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task VerifyAsync_AnEntryRewrittenWithARightHash_NamesTheNext()
    {
        await AppendAsync(3);
        List<AuditRecord> records = await AllAsync();
        AuditRecord forged = records[1] with { Action = "Forged" };
        await AlterAsync(2, row => (row["Action"], row["Hash"]) = (forged.Action, AuditChain.Hash(records[0].Hash, County, forged)));

        Assert.Equal([new AuditFinding(AuditFindingKind.Altered, "2026-10", 3)], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task VerifyAsync_TheEndCutOffWithItsHead_IsSeenByTheAnchorOnly()
    {
        await AppendAsync(2);
        AuditAnchor cut = (await NewTrail().AnchorAsync(County, Cancel))!;
        await AppendAsync(1);
        AuditAnchor noted = (await NewTrail().AnchorAsync(County, Cancel))!;
        await Rows.DeleteEntityAsync(Partition, Key(3), cancellationToken: Cancel);
        await AlterAsync("head", row => row["Last"] = cut.ToString());

        Assert.True((await VerifyAsync(cut)).Valid);
        Assert.Equal([new AuditFinding(AuditFindingKind.AnchorMismatch, "2026-10", 3)], (await VerifyAsync(noted)).Findings);
    }

    [Fact]
    public async Task VerifyAsync_TheHeadRemovedOrChanged_IsFound()
    {
        await AppendAsync(2);
        await AlterAsync("head", row => row["Last"] = "nonsense");
        Assert.Equal([new AuditFinding(AuditFindingKind.HeadMismatch, "2026-10", null)], (await VerifyAsync()).Findings);

        await Rows.DeleteEntityAsync(Partition, "head", cancellationToken: Cancel);
        Assert.Equal([new AuditFinding(AuditFindingKind.HeadMismatch, "2026-10", null)], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task VerifyAsync_AWholeMonthRemoved_IsFoundByTheNext()
    {
        await AppendAsync(2);
        Clock.Now = Clock.Now.AddMonths(1);
        await AppendAsync(1);
        Clock.Now = Clock.Now.AddMonths(1);
        await AppendAsync(1);
        foreach (string row in new[] { Key(1), "head" })
            await Rows.DeleteEntityAsync($"{County}|2026-11", row, cancellationToken: Cancel);

        Assert.Equal([new AuditFinding(AuditFindingKind.BrokenLink, "2026-12", null)], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task VerifyAsync_AMonthPutInBetween_IsFoundByTheNext()
    {
        await AppendAsync(1);
        Clock.Now = Clock.Now.AddMonths(2);
        await AppendAsync(1);
        Clock.Now = Clock.Now.AddMonths(-1);
        await AppendAsync(1);

        Assert.Equal([new AuditFinding(AuditFindingKind.BrokenLink, "2026-12", null)], (await VerifyAsync()).Findings);
    }

    private static string Key(int sequence) => $"e|{sequence:D10}";

    private async Task AppendAsync(int count)
    {
        AuditTrail trail = NewTrail();
        for (int number = 0; number < count; number++)
            await trail.AppendAsync(Entry(number), Cancel);
    }

    private Task AlterAsync(int sequence, Action<TableEntity> alter) => AlterAsync(Key(sequence), alter);

    private async Task AlterAsync(string row, Action<TableEntity> alter)
    {
        TableEntity entity = await Rows.GetEntityAsync<TableEntity>(Partition, row, cancellationToken: Cancel);
        alter(entity);
        await Rows.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace, Cancel);
    }
}
