namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>What goes out, by which channel, in which order, and what is kept of it.</summary>
public sealed class DeliveryTests(AppFixture fixture) : DeliveryTest(fixture)
{
    [Fact]
    public async Task Notices_OfATownship_AreOneDigestToItsGroupAndOneEachToRecipients()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);

        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();

        IReadOnlyList<NoticeRecord> notices = await StoredAsync(cycle);
        Assert.Equal(notices.Select(notice => notice.Id).Order(StringComparer.Ordinal), Mail.Came.Select(message => message.Id).Order(StringComparer.Ordinal));
        Assert.Equal(1, Mail.Most);
        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
        {
            ChannelMessage digest = Assert.Single(Group.Came, message => message.Township == township.Id.Value);
            Assert.Contains($"{notices.Count(notice => notice.Township == township.Id)} 份反馈通知已发出，请登录 https://portal.example/ 查阅并确认", digest.GroupMarkdown, StringComparison.Ordinal);
            Assert.Matches("^[0-9a-f]{12}$", digest.Id);
        }

        Assert.Equal(2, Group.Came.Count);
        Assert.All(notices, notice => Assert.Equal([("group", DeliveryResult.Sent), ("mail", DeliveryResult.Sent)], notice.Deliveries.Select(one => (one.Channel, one.Result))));
        Assert.Equal(Group.Came.Select(digest => digest.Id).ToHashSet(), notices.Select(notice => notice.Deliveries[0].Number!).ToHashSet());
    }

    [Fact]
    public async Task Notice_ToItsRecipient_SaysWhereToReadItAndNoGrade()
    {
        SampleCycle cycle = await OpenAsync();

        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();

        NoticeRecord notice = (await StoredAsync(cycle)).First(one => one.Subject is not null);
        ChannelMessage message = Mail.Came.Single(one => one.Id == notice.Id);
        Assert.Equal((cycle.County, notice.Township.Value, notice.Subject!.Value.Value, notice.Name), (message.County, message.Township, message.Recipient, message.RecipientName));
        Assert.Contains("https://portal.example/", message.Text, StringComparison.Ordinal);
        Assert.All(Mail.Came, one => Assert.Null(one.GroupMarkdown));
        Assert.All(Mail.Came, one => Assert.All(cycle.Context.Scheme.Grades, grade => Assert.DoesNotContain(grade.Title.ZhCn, $"{one.Subject}{one.Text}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Notice_IssuedAnewAfterAnAppeal_GoesToTheAppellantAndToNoGroup()
    {
        SampleCycle cycle = await OpenAsync();
        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        NoticeRecord before = (await StoredAsync(cycle)).First(one => one.Subject is not null);
        (int groups, int mails) = (Group.Came.Count, Mail.Came.Count);

        await Activities.ReissueNotice(new SubjectRef(cycle.Key, before.Subject!.Value), await Host.HubAsync(), Cancellation);
        await Host.UntilAtRestAsync();

        NoticeRecord after = (await Notices.FindAsync(cycle.Key, before.Township, before.Recipient, Cancellation))!;
        Assert.Equal((groups, mails + 1), (Group.Came.Count, Mail.Came.Count));
        Assert.Equal((after.Id, before.Name), (Mail.Came.Last().Id, Mail.Came.Last().RecipientName));
        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(["mail"], after.Deliveries.Select(one => one.Channel));
    }

    [Fact]
    public async Task Outcomes_AreVisibleWhileTheRestStillGoes()
    {
        SampleCycle cycle = await OpenAsync();
        var gate = new TaskCompletionSource();
        Mail.Waits = _ => Mail.Came.Count > 2 * Wave ? gate.Task : Task.CompletedTask;

        await IssueAsync(cycle);
        while (Mail.Came.Count <= 2 * Wave)
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancellation);

        IReadOnlyList<NoticeRecord> meanwhile = await StoredAsync(cycle);
        gate.SetResult();
        Assert.Equal(2 * Wave, meanwhile.Count(notice => notice.Deliveries.Any(one => one is { Channel: "mail", Result: DeliveryResult.Sent })));
        await Host.UntilAtRestAsync();
        Assert.All(await StoredAsync(cycle), notice => Assert.Contains(notice.Deliveries, one => one is { Channel: "mail", Result: DeliveryResult.Sent }));
    }

    [Fact]
    public async Task Message_ToAnOffice_ShowsWhatBecameOfIt()
    {
        SampleCycle cycle = await OpenAsync();
        Group.Answers = (_, times) => times == 1 ? null : DeliveryResult.Sent;
        Mail.Answers = (_, _) => DeliveryResult.Refused;

        await TellAsync(cycle, MessageKind.ResultsPublished, Occasion.Once, "county");
        await Host.UntilAtRestAsync();
        string id = MessageIds.Of(new MessageRequest(cycle.Key, Pool: null, MessageKind.ResultsPublished, [], Occasion.Once), "county");

        Assert.Equal(
            [("group", DeliveryResult.Delayed, "busy"), ("mail", DeliveryResult.Refused, "no such address")],
            (await MessageAsync(cycle, "county", id))!.Deliveries.Select(one => (one.Channel, one.Result, one.Detail)));
        await PassAsync(TimeSpan.FromSeconds(11), () => Group.Came.Count == 2);
        Assert.Equal((DeliveryResult.Sent, null, Group.Came.Last().Id), (await MessageAsync(cycle, "county", id))!.Deliveries.Select(one => (one.Result, one.Detail, one.Number)).First());
        Assert.Single(Mail.Came);
    }

    [Fact]
    public async Task Deadlines_GoBeforeBulk()
    {
        SampleCycle cycle = await OpenAsync();
        bool isOpen = false;
        Mail.Answers = (_, _) => isOpen ? DeliveryResult.Sent : null;
        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        int before = Mail.Came.Count;
        await TellAsync(cycle, MessageKind.ResultsPublished, Occasion.Once, "finance");
        await TellAsync(cycle, MessageKind.ReadingsMissing, Occasion.Once, "county", "department:petitions");

        isOpen = true;
        await PassAsync(TimeSpan.FromMinutes(1), () => Mail.Came.Count >= before + cycle.Pool.Roster.Count);

        Assert.Equal(["county", "department:petitions"], Mail.Came.Skip(before).Take(2).Select(message => message.Recipient).Order(StringComparer.Ordinal));

    }

    [Fact]
    public async Task Plan_AgainWithMoreRecipients_GoesToThoseThatWereAdded()
    {
        SampleCycle cycle = await OpenAsync();
        await TellAsync(cycle, MessageKind.ReadingsMissing, Occasion.Round(1), "county");
        await Host.UntilAtRestAsync();

        await TellAsync(cycle, MessageKind.ReadingsMissing, Occasion.Round(1), "county", "department:petitions");
        await Host.UntilAtRestAsync();

        foreach (FakeChannel channel in (FakeChannel[])[Group, Mail])
            Assert.Equal(["county", "department:petitions"], channel.Came.Select(message => message.Recipient));
    }

    [Fact]
    public async Task Refused_IsNotTriedAgain()
    {
        SampleCycle cycle = await OpenAsync();
        Mail.Answers = (_, _) => DeliveryResult.Refused;

        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        Clock.MoveTo(Published.AddDays(2));
        await Host.UntilAtRestAsync();

        IReadOnlyList<NoticeRecord> notices = await StoredAsync(cycle);
        Assert.Equal(notices.Count, Mail.Came.Count);
        Assert.All(notices, notice => Assert.Contains(notice.Deliveries, one => one is { Channel: "mail", Result: DeliveryResult.Refused, Detail: "no such address" }));
    }

    [Fact]
    public async Task Township_WhoseChannelIsNotSet_IsServedByTheOthers()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        string served = cycle.Context.Frozen.Townships[0].Id.Value;
        Group.Served = township => township == served;

        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();

        Assert.Equal([served], Group.Came.Select(message => message.Township));
        Assert.Equal((await StoredAsync(cycle)).Count, Mail.Came.Count);
    }
}
