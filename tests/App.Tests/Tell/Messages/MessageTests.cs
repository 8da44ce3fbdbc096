using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Tell.Messages;

public sealed class MessageTests(AppFixture app) : CountyTest(app)
{
    private readonly AppFixture app = app;
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_ToEveryKindOfRecipient_CallsThemByName()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, townships: 2, county: County);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];
        string[] recipients = ["county", "finance", $"township:{township.Id}", $"meeting:{township.Id}", "meeting:county", "department:petitions"];

        IReadOnlyList<string> keys = await PostAsync(Request(cycle, MessageKind.ProposalReady, recipients) with { Pool = PoolId.Of(township.Id) });

        Assert.Equal(recipients.Length, keys.Distinct().Count());
        Message[] inbox = [.. await Task.WhenAll(recipients.Select(async recipient => Assert.Single((await InboxAsync(recipient)).Items)))];
        Assert.Equal(["县委组织部", "县财政部门", $"{township.Name}组织员办公室", $"{township.Name}党政领导班子联席会", "县级联席会", "信访"], inbox.Select(message => message.RecipientName));
        Assert.Equal(keys, inbox.Select(message => message.Id));
        Assert.All(inbox, message => Assert.Contains(township.Name, message.Text.ZhCn, StringComparison.Ordinal));
        Assert.All(inbox, message => Assert.Equal((cycle.Key.Resource, clock.Now), (message.Cycle, message.At)));
    }

    [Fact]
    public async Task Post_OnAnOccasion_NamesItInTheId()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        string occasion = Occasion.Before(TimeSpan.FromHours(48), new DateTimeOffset(2026, 11, 3, 18, 0, 0, TimeSpan.FromHours(8)));

        string id = Assert.Single(await PostAsync(Request(cycle, MessageKind.ReadingsMissing, "department:petitions") with { Occasion = occasion }));

        Assert.Equal($"department.petitions~{cycle.Key.Scheme}~{cycle.Key.Period}~~readingsMissing~48h-before-2026-11-03T1000Z", id);
        Assert.Equal("department:petitions", MessageIds.RecipientOf(id));
    }

    [Fact]
    public async Task Post_Again_LeavesTheMessagesAsTheyWere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        MessageRequest request = Request(cycle, MessageKind.ReadingsMissing, "county", "department:petitions");
        IReadOnlyList<string> first = await PostAsync(request with { Count = 5 });
        clock.Now += TimeSpan.FromHours(1);

        IReadOnlyList<string> second = await PostAsync(request with { Count = 4 });

        Assert.Equal(first, second);
        Message message = Assert.Single((await InboxAsync("county")).Items);
        Assert.Equal((5, clock.Now - TimeSpan.FromHours(1)), (message.Count, message.At));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    public async Task Post_ToManyRecipients_IsOneStorageCallForFifty(int number, int expected)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        var calls = new CallCounter();
        string[] recipients = [.. Enumerable.Range(0, number).Select(one => $"department:d{one}")];

        await Activities(new MessageStore(calls.Tables(app.ConnectionString))).PostAsync([Request(cycle, MessageKind.CollectingOpened, recipients)], Cancellation);

        Assert.Equal(expected, calls.Calls);
        Assert.Single((await InboxAsync("department:d49")).Items);
    }

    [Fact]
    public async Task Post_AgainToMore_AddsWhatIsMissing()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        await PostAsync(Request(cycle, MessageKind.CollectingOpened, "county", "finance") with { Count = 5 });

        await PostAsync(Request(cycle, MessageKind.CollectingOpened, "county", "department:petitions", "finance") with { Count = 4 });

        Assert.Equal(5, Assert.Single((await InboxAsync("county")).Items).Count);
        Assert.Equal(5, Assert.Single((await InboxAsync("finance")).Items).Count);
        Assert.Equal(4, Assert.Single((await InboxAsync("department:petitions")).Items).Count);
    }

    [Fact]
    public async Task Post_AboutACycleThatIsNotFrozen_SaysWhatIsWrongInPlainText()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        MessageRequest request = Request(cycle, MessageKind.CycleBlocked, "county") with { Key = cycle.Key with { Period = Period.Of("2027-01") }, Detail = "高湾镇<无>花名册" };

        await PostAsync(request);

        Message message = Assert.Single((await InboxAsync("county")).Items);
        Assert.Contains(cycle.Context.Scheme.Document.Title.ZhCn, message.Text.ZhCn, StringComparison.Ordinal);
        Assert.EndsWith("存在问题：高湾镇＜无＞花名册", message.Text.ZhCn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfSeveralRoles_IsTheNewestFirstPageByPage()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        var posted = new List<string>();
        for (int number = 1; number <= 7; number++)
        {
            posted.AddRange(await PostAsync(Request(cycle, MessageKind.ReadingsMissing, number % 2 == 0 ? "county" : "finance") with { Occasion = Occasion.Round(number) }));
            clock.Now += TimeSpan.FromMinutes(1);
        }

        var listed = new List<string>();
        string? continuation = null;
        do
        {
            Page<Message> page = await InboxAsync(["county", "finance"], $"?top=3{(continuation is null ? "" : $"&continuation={continuation}")}");
            listed.AddRange(page.Items.Select(message => message.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(posted.AsEnumerable().Reverse(), listed);
    }

    [Fact]
    public async Task Read_ByTwoPeople_KeepsTheFirst()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        IReadOnlyList<string> keys = await PostAsync(Request(cycle, MessageKind.CollectingOpened, "county", "finance"));

        using HttpResponseMessage first = await SendAsync(HttpMethod.Put, $"messages/{keys[0]}/read");
        using HttpResponseMessage second = await SendAsync(HttpMethod.Put, $"messages/{keys[0]}/read");

        Message read = (await first.Content.ReadFromJsonAsync<Message>(ApiJson.Options, Cancellation))!;
        Assert.NotNull(read.ReadAt);
        Assert.Equal(read.ReadAt, (await second.Content.ReadFromJsonAsync<Message>(ApiJson.Options, Cancellation))!.ReadAt);
        Assert.Equal([keys[1]], (await InboxAsync(["county", "finance"], "?unread=true")).Items.Select(message => message.Id));
        Assert.Equal([keys[0]], (await InboxAsync(["county", "finance"], "?unread=false")).Items.Select(message => message.Id));
    }

    [Fact]
    public async Task Messages_ToOthers_AreNotThere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, townships: 2, county: County);
        string[] townships = [.. cycle.Context.Frozen.Townships.Select(township => $"township:{township.Id}")];
        IReadOnlyList<string> keys = await PostAsync(Request(cycle, MessageKind.ResultsPublished, townships[0]));

        using HttpResponseMessage read = await SendAsync(HttpMethod.Put, $"messages/{keys[0]}/read", role: townships[1]);

        await Problem.OfAsync(read, ProblemType.NotFound);
        Assert.Empty((await InboxAsync(townships[1])).Items);
        Assert.Null(Assert.Single((await InboxAsync(townships[0])).Items).ReadAt);
    }

    [Theory]
    [InlineData("township:gaowan", "gaowan")]
    [InlineData("meeting:gaowan", "gaowan")]
    [InlineData("meeting:county", null)]
    [InlineData("department:petitions", null)]
    [InlineData("county", null)]
    public async Task Outgoing_OfAKey_IsTheMessageToTheRecipientsTownship(string recipient, string? township)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        string key = Assert.Single(await PostAsync(Request(cycle, MessageKind.ReadingsReturned, recipient) with { Detail = "<b>数据</b>有误" }));

        ChannelMessage outgoing = (await app.App.Services.GetServices<IOutgoing>().OfType<OutgoingMessages>().Single().ComposeAsync(cycle.Key, key, Cancellation))!;

        Assert.Equal((key, County, township, recipient), (outgoing.Id, outgoing.County, outgoing.Township, outgoing.Recipient));
        Assert.StartsWith($"### {outgoing.Subject}\n《", outgoing.GroupMarkdown, StringComparison.Ordinal);
        Assert.StartsWith(outgoing.Subject, outgoing.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('<', outgoing.Text);
    }

    [Fact]
    public async Task Outgoing_OfNoMessage_IsNone() => Assert.Null(await app.App.Services.GetServices<IOutgoing>().OfType<OutgoingMessages>().Single()
        .ComposeAsync(new CycleKey(CountyId.Of(County), SchemeId.Of("a"), Period.Of("2026-10")), "county~a~2026-10~~cycleSealed~once", Cancellation));

    [Theory]
    [InlineData(MessageKind.ReadingsReturned, false)]
    [InlineData(MessageKind.CycleBlocked, false)]
    [InlineData(MessageKind.CycleStopped, false)]
    [InlineData(MessageKind.CollectingOverdue, true)]
    public async Task Outgoing_WhatSomebodyWrote_IsForTheRecipientAlone(MessageKind kind, bool isForGroups)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        string key = Assert.Single(await PostAsync(Request(cycle, kind, "county") with { Detail = "王某某的数据有误" }));

        ChannelMessage outgoing = (await app.App.Services.GetServices<IOutgoing>().OfType<OutgoingMessages>().Single().ComposeAsync(cycle.Key, key, Cancellation))!;

        Assert.Contains("王某某", outgoing.Text, StringComparison.Ordinal);
        Assert.Equal(isForGroups, outgoing.GroupMarkdown!.Contains("王某某", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_WhileAChannelTellsWhatBecameOfIt_KeepsBoth()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, county: County);
        var store = app.App.Services.GetRequiredService<MessageStore>();
        CountyId county = CountyId.Of(County);
        string id = Assert.Single(await PostAsync(Request(cycle, MessageKind.CollectingOpened, "county")));
        Message found = (await store.FindAsync(county, "county", id, Cancellation))!;
        var delivery = new Delivery(id, "wecom", DeliveryResult.Sent, clock.Now, Number: "7");

        await store.DeliverAsync(county, [("county", delivery)], Cancellation);

        Assert.False(await store.TryReadAsync(county, found, clock.Now, "somebody", Cancellation));
        using HttpResponseMessage read = await SendAsync(HttpMethod.Put, $"messages/{id}/read");
        Message kept = Assert.Single((await InboxAsync("county")).Items);
        Assert.NotNull(kept.ReadAt);
        Assert.Equal([delivery], kept.Deliveries);
    }

    [Theory]
    [InlineData("county")]
    [InlineData("county~")]
    [InlineData("county~a~b~c~d~%23")]
    [InlineData("county~a~b~c~d~1")]
    public async Task Read_OfNoMessage_IsNotFound(string id)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, $"messages/{id}/read");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task List_ByAWrongFlag_IsMalformed()
    {
        using HttpResponseMessage response = await GetAsync("messages?unread=yes");

        Assert.Equal("unread", Assert.Single((await Problem.OfAsync(response, ProblemType.Malformed)).Errors!).Path);
    }

    private static MessageRequest Request(SampleCycle cycle, MessageKind kind, params IReadOnlyList<string> recipients) => new(cycle.Key, Pool: null, kind, recipients, Occasion.Once);

    private MessageActivities Activities(MessageStore store) => ActivatorUtilities.CreateInstance<MessageActivities>(app.App.Services, store, clock);

    private Task<IReadOnlyList<string>> PostAsync(MessageRequest request) => Activities(app.App.Services.GetRequiredService<MessageStore>()).PostAsync([request], Cancellation);

    private Task<Page<Message>> InboxAsync(string role) => InboxAsync([role], "");

    private async Task<Page<Message>> InboxAsync(IReadOnlyList<string> roles, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"counties/{County}/messages{query}", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", app.Issuer.Issue(new() { County = County, Roles = [.. roles] }));
        using HttpResponseMessage response = await app.Http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Page<Message>>(ApiJson.Options, Cancellation))!;
    }
}
