namespace Yuekao.App.Tests.Cycle;

/// <summary>What a roster learns of a month that is over changes that month no more: the next ledger makes it good (补发、扣回).</summary>
public sealed class ArrearsTests(AppFixture fixture)
{
    private static readonly SubjectId Late = SubjectId.Of("late");

    [Fact]
    public async Task RosterMended_AfterTheSeal_IsMadeGoodOnceInTheNextLedger()
    {
        await using CycleHost october = await CycleHost.StartAsync(fixture);
        await october.PublishAsync();
        await october.SealAsync();
        string township = $"townships/{october.Townships[0]}";
        string before = (await october.GetAsync("finance", $"{october.Path}/{township}/ledger")).GetRawText();
        (Posting raised, Posting left) = (null!, null!);
        await october.ChangeRosterAsync(october.Townships[0], roster =>
        {
            Posting[] whole = [.. roster.Postings.Where(one => one.From < new DateOnly(2026, 10, 1) && one is { To: null, Absence: null })];
            (raised, left) = (whole[0], whole[^1]);
            Posting late = left with { Cadre = Late, Name = "迟登记", From = new(2026, 10, 21), To = new(2026, 10, 31), BaseSubsidyFen = new(310_000) };
            return new([.. roster.Postings.Select(one => one == raised ? one with { BaseSubsidyFen = new(one.BaseSubsidyFen.Amount + 50_000) } : one == left ? one with { To = new(2026, 10, 20) } : one), late]);
        });

        CycleHost november = october.Next();
        await PublishAsync(november, left.Cadre);
        JsonElement ledger = await november.GetAsync("finance", $"{november.Path}/{township}/ledger");
        JsonElement[] arrears = Arrears(ledger);

        // What October paid them for the same grade, by the base of October's right days.
        JsonElement[] paid = [.. JsonElement.Parse(before).GetProperty("lines").EnumerateArray()];
        Dictionary<string, long> expected = new()
        {
            [raised.Cadre.Value] = Due(paid, raised.Cadre, raised.BaseSubsidyFen.Amount + 50_000) - Due(paid, raised.Cadre, raised.BaseSubsidyFen.Amount),
            [left.Cadre.Value] = Due(paid, left.Cadre, ((left.BaseSubsidyFen.Amount * 20 * 2) + 31) / 62) - Due(paid, left.Cadre, left.BaseSubsidyFen.Amount),
            [Late.Value] = 110_000,
        };
        Assert.Equal(expected.OrderBy(one => one.Key), arrears.ToDictionary(SubjectOf, line => line.GetProperty("total").GetInt64()).OrderBy(one => one.Key));
        Assert.True(expected[raised.Cadre.Value] > 0 && expected[left.Cadre.Value] < 0);
        Assert.All(arrears, line => Assert.Equal("2026-10", line.GetProperty("arrears").GetProperty("period").GetString()));
        JsonElement taken = arrears.Single(line => SubjectOf(line) == left.Cadre.Value);
        Assert.Equal((left.Name, 31, 20), (taken.GetProperty("subject").GetProperty("name").GetString(), DaysOf(taken, "daysBefore"), DaysOf(taken, "daysAfter")));
        JsonElement county = (await november.GetAsync("finance", $"{november.Path}/ledger/reconciliation")).GetProperty("county").GetProperty("after");
        Assert.Equal((expected.Values.Sum(), 0), (county.GetProperty("arrears").GetInt64(), county.GetProperty("difference").GetInt64()));
        Assert.Equal(ledger.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("total").GetInt64()), county.GetProperty("paid").GetInt64());

        JsonElement money = (await november.GetAsync($"cadre:{raised.Cadre}", $"{november.Path}/notices/subjects/{raised.Cadre}")).GetProperty("subsidy");
        Assert.Equal(expected[raised.Cadre.Value], Assert.Single(money.GetProperty("arrears").EnumerateArray()).GetProperty("differenceFen").GetInt64());
        Assert.Equal(before, (await october.GetAsync("finance", $"{october.Path}/{township}/ledger")).GetRawText());
        await november.SealAsync();
        await VerifyAsync(october);
        await VerifyAsync(november);

        CycleHost december = november.Next();
        await PublishAsync(december, left.Cadre);
        Assert.Empty(Arrears(await december.GetAsync("finance", $"{december.Path}/{township}/ledger")));
    }

    private static async Task PublishAsync(CycleHost host, SubjectId gone)
    {
        await host.OpenAsync();
        foreach (SourceId source in host.RequiredSources)
            await host.SubmitAsync(host.Townships[0], source, reading => reading.Subject != gone, isFinal: false);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(host.Townships[0].Value);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
    }

    private static async Task VerifyAsync(CycleHost host)
    {
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    // All of a base but what is assessed of it and not paid: a fifth of it, for poor.
    private static long Due(JsonElement[] paid, SubjectId subject, long money) =>
        money - (paid.Single(line => SubjectOf(line) == subject.Value).GetProperty("grade").GetString() == "poor" ? (((money * 2) + 5) / 10) : 0);

    private static JsonElement[] Arrears(JsonElement ledger) => [.. ledger.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("kind").GetString() == "arrears")];

    private static string SubjectOf(JsonElement line) => line.GetProperty("subject").GetProperty("id").GetString()!;

    private static int DaysOf(JsonElement line, string days) => line.GetProperty("arrears").GetProperty(days).GetInt32();
}
