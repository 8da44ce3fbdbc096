namespace Yuekao.App.Tests.Stages.Feedback.Notices;

public sealed class IssuingTests(AppFixture app) : NoticeTest(app)
{
    [Fact]
    public async Task Issue_OfAPool_IsOneForEachSubjectAndForEachVillageThatHasSome()
    {
        SampleCycle cycle = await OpenAsync(freeze: WithAnEmptyVillage);
        PoolResult result = await IssueAsync(cycle);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];

        IReadOnlyList<NoticeRecord> issued = await StoredAsync(cycle);

        Assert.Contains(result.Decided.Outcomes, outcome => outcome.Proposed.Kind == OutcomeKind.NotAssessed);
        Assert.Equal(
            township.Subjects.Select(subject => $"subject.{subject.Entry.Subject}").Concat(township.Villages.Skip(1).Select(village => $"village.{village.Id}")).ToHashSet(),
            issued.Select(notice => notice.Recipient).ToHashSet());
        Assert.All(issued, notice => Assert.Equal((1, Published, cycle.Pool.Id, null, null), (notice.Revision, notice.IssuedAt, notice.Pool, notice.ReadAt, notice.Acknowledgement)));
        Assert.All(issued, notice => Assert.Equal($"{cycle.Key}.{notice.Recipient}.1", notice.Id));
        Assert.Equal(issued.Select(notice => notice.Recipient).ToHashSet(), (await Activities.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, Published), Cancellation)).Select(notice => notice.Recipient).ToHashSet());
    }

    [Fact]
    public async Task Issue_Again_ChangesNothing()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await IssueAsync(cycle), OutcomeKind.Scored);
        await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"));
        int count = (await StoredAsync(cycle)).Count;

        int again = (await Activities.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, Published.AddHours(1)), Cancellation)).Count;

        Assert.Equal(count, again);
        NoticeRecord stored = await StoredAsync(cycle, subject);
        Assert.Equal(Published, stored.IssuedAt);
        Assert.NotNull(stored.Acknowledgement);
        Assert.Equal(count, (await StoredAsync(cycle)).Count);
    }

    [Fact]
    public async Task Issue_OfATownship_TakesACallForEachHundred()
    {
        SampleCycle cycle = await OpenAsync();
        await cycle.DecideAsync(cycle.Pool);
        var calls = new CallCounter();
        var activities = ActivatorUtilities.CreateInstance<NoticeActivities>(Services, new NoticeStore(calls.Tables(Storage)));

        int issued = (await activities.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, Published), Cancellation)).Count;

        Assert.True(issued > 100);
        Assert.Equal((issued + 99) / 100, calls.Calls);
    }

    [Fact]
    public async Task Issue_ShortfallsStillOpenFromBefore_AreCarriedOverByName()
    {
        SampleCycle october = await OpenAsync();
        await IssueAsync(october);
        var rectifying = ActivatorUtilities.CreateInstance<RectificationActivities>(Services);
        await rectifying.OpenRectifications(new PoolPublication(october.Key, october.Pool.Id, SampleCycle.PublishedAt), Cancellation);
        SampleCycle november = await OpenAsync(period: "2026-11");
        IReadOnlyList<Rectification> open = await Services.GetRequiredService<RectificationStore>().OpenOfAsync(november.Key.County, TownshipOf(november), november.Key, Cancellation);

        await IssueAsync(november);

        IReadOnlyList<NoticeRecord> issued = await StoredAsync(november);
        Assert.Equal(open.Select(one => one.Id).ToHashSet(), issued.SelectMany(notice => notice.CarriedOver).Select(owed => owed.Id).ToHashSet());
        foreach (Rectification one in open)
        {
            NoticeRecord notice = Assert.Single(issued, notice => notice.CarriedOver.Any(owed => owed.Id == one.Id));
            Assert.Equal($"{(one.Owner.Kind == OwnerKind.Village ? "village" : "subject")}.{one.Owner.Id}", notice.Recipient);
            CarriedOver owed = notice.CarriedOver.Single(owed => owed.Id == one.Id);
            Assert.Equal((one.Title.ZhCn, october.Key.Period, one.Due), (owed.Title.ZhCn, owed.Period, owed.Due));
        }
    }

    [Fact]
    public async Task Issue_SchemeOfVillages_IsOneForEachVillage()
    {
        SampleCycle cycle = await OpenAsync(change: scheme => scheme with { Subject = SubjectKind.Village }, freeze: AsVillages);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];

        await Activities.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, Published), Cancellation);

        Assert.Equal(township.Subjects.Select(subject => $"subject.{subject.Entry.Subject}").ToHashSet(), (await StoredAsync(cycle)).Select(notice => notice.Recipient).ToHashSet());
    }

    [Fact]
    public async Task Reissue_AcknowledgedNotice_AsksAgainAndKeepsWhatWas()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await IssueAsync(cycle), OutcomeKind.Scored);
        await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}", $"cadre:{subject}");
        await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"));
        NoticeRecord read = await StoredAsync(cycle, subject);
        await Store.DeliverAsync(cycle.Key, read.Township, [(read.Recipient, new Delivery(NoticeItems.Of(read), "wecom", DeliveryResult.Sent, Published))], Cancellation);
        NoticeRecord first = await StoredAsync(cycle, subject);

        string[] items = [await ReissueAsync(cycle, subject), await ReissueAsync(cycle, subject)];

        Assert.All(items, item => Assert.Equal($"subject.{subject}", item));
        NoticeRecord second = await StoredAsync(cycle, subject);
        Assert.Equal((2, null, null, 0), (second.Revision, second.ReadAt, second.Acknowledgement, second.Deliveries.Count));
        Assert.NotEqual(first.Id, second.Id);
        NoticeRecord kept = NoticeStore.Read(Assert.Single(await RowsAsync(cycle), row => row.RowKey.StartsWith('~')));
        Assert.Equal((1, first.ReadAt, first.Acknowledgement, first.IssuedAt), (kept.Revision, kept.ReadAt, kept.Acknowledgement, kept.IssuedAt));
        Assert.Equal(first.Deliveries, kept.Deliveries);
        Assert.NotNull(kept.ReadAt);
        Assert.Single(kept.Deliveries);
        Assert.DoesNotContain(await StoredAsync(cycle), notice => notice.Revision == 1 && notice.Subject == subject);
    }

    [Fact]
    public async Task CountUnacknowledged_SomeAcknowledged_CountsTheRestOfEachTownship()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        SubjectId subject = First(await IssueAsync(cycle), OutcomeKind.Scored);
        int[] issued = [.. cycle.Context.Frozen.Townships.Select(township => township.Subjects.Count + township.Subjects.Select(one => one.Entry.Village).Distinct().Count())];
        await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"));

        IReadOnlyList<TownshipCount> counts = await Activities.CountUnacknowledged(cycle.Key, Cancellation);

        Assert.Equal([issued[0] - 1, issued[1]], counts.Select(count => count.Count));
        Assert.Equal(cycle.Context.Frozen.Townships.Select(township => township.Id), counts.Select(count => count.Township));
    }

    private async Task<string> ReissueAsync(SampleCycle cycle, SubjectId subject) => (await Activities.ReissueAsync(new SubjectRef(cycle.Key, subject), Cancellation)).Recipient;

    private static FrozenCycle WithAnEmptyVillage(FrozenCycle frozen) => frozen with
    {
        Townships = [.. frozen.Townships.Select(township => township with { Subjects = [.. township.Subjects.Where(subject => subject.Entry.Village != township.Villages[0].Id)] })],
    };

    private static FrozenCycle AsVillages(FrozenCycle frozen) => frozen with
    {
        Townships = [.. frozen.Townships.Select(township => township with
        {
            Subjects = [.. township.Villages.Select(village => new FrozenSubject(new RosterEntry { Subject = SubjectId.Of(village.Id.Value), Township = township.Id, Village = village.Id }, village.Name))],
        })],
    };
}
