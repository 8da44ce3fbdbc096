using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.PersonnelFiles;

public sealed class FiledPostingTests(AppFixture app) : FileTest(app)
{
    private readonly AppFixture app = app;

    private static readonly Posting Secretary = Postings.Of("c1") with { Post = Post.Secretary };

    [Fact]
    public async Task Roster_Stored_IsInEverybodysFile()
    {
        await PutRosterAsync("t1", [Secretary, .. Enumerable.Range(2, 150).Select(number => Postings.Of($"c{number}", "v2"))]);

        FileEntry entry = Assert.Single(await ReadFileAsync("c1"));
        Assert.Equal(("2021-03-01~posting~t1~1", "任高湾镇小黄村党支部书记"), (entry.Id, entry.Title.ZhCn));
        Assert.Equal("townships/t1/roster?version=1", entry.Source);
        Assert.Null(entry.SupersededBy);
        Assert.Equal(VillageId.Of("v2"), Assert.IsType<PostingContent>(Assert.Single(await ReadFileAsync("c151")).Content).Village);
    }

    [Fact]
    public async Task Posting_ThatEnds_SupersedesTheOneThatLasted()
    {
        await PutRosterAsync("t1", Secretary);
        await PutRosterAsync("t1", Secretary with { To = Postings.Day("2026-05-31") }, Postings.Of("c1", "2026-06-01", null));

        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1");

        Assert.Equal(["任高湾镇小黄村党支部书记", "任高湾镇小黄村党支部书记，至2026年5月31日", "任高湾镇小黄村村委会委员"], file.Select(entry => entry.Title.ZhCn));
        Assert.Equal([file[1].Id, null, null], file.Select(entry => entry.SupersededBy));
        Assert.Equal([null, file[0].Id, null], file.Select(entry => entry.Supersedes));
    }

    [Fact]
    public async Task Postings_OfAnElection_AreLookedUpManyAtOnce()
    {
        await PutRosterAsync("t1", [.. Enumerable.Range(1, 98).Select(number => Postings.Of($"c{number}"))]);
        var calls = new CallCounter();
        var files = new Yuekao.App.Records.PersonnelFiles(calls.Tables(app.ConnectionString), []);

        ILookup<SubjectId, HeldPosting> held = await files.PostingsAsync(CountyId.Of(County), Enumerable.Range(1, 98).Select(number => SubjectId.Of($"c{number}")), TestContext.Current.CancellationToken);

        Assert.Equal((98, 28), (held.Count, calls.Calls));
        Assert.All(held, one => Assert.Equal(one.Key, Assert.Single(one).Holding.Person));
    }

    [Fact]
    public async Task Posting_WhoseSubsidyChanges_IsTheSameEntry()
    {
        await PutRosterAsync("t1", Secretary);
        await PutRosterAsync("t1", Secretary with { BaseSubsidyFen = new Fen(200_000) });

        Assert.Equal(["2021-03-01~posting~t1~1"], (await ReadFileAsync("c1")).Select(entry => entry.Id));
    }

    [Fact]
    public async Task Posting_LeftOutOfTheRoster_IsSupersededOnlyIfItLasted()
    {
        await PutRosterAsync("t1", Secretary, Postings.Of("c2", "2020-01-01", "2020-12-31"), Postings.Of("c3"));
        await PutRosterAsync("t1", Postings.Of("c3"));

        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1");

        Assert.Equal([file[1].Id, null], file.Select(entry => entry.SupersededBy));
        Assert.Equal(new CorrectionContent(FileEntryKind.Posting, "花名册第2版不再载有该任职"), file[1].Content);
        Assert.Null(Assert.Single(await ReadFileAsync("c2")).SupersededBy);
    }

    [Fact]
    public async Task Posting_BackInTheRoster_HoldsAgain()
    {
        await PutRosterAsync("t1", Secretary, Postings.Of("c2"));
        await PutRosterAsync("t1", Postings.Of("c2"));
        await PutRosterAsync("t1", Secretary, Postings.Of("c2"));
        await PutRosterAsync("t1", Secretary with { To = Postings.Day("2026-05-31") }, Postings.Of("c2"));

        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1");

        Assert.Equal(["t1~1", "t1~2", "t1~3", "t1~4"], file.Select(entry => entry.Id["2021-03-01~posting~".Length..]));
        Assert.Equal([file[1].Id, null, file[3].Id, null], file.Select(entry => entry.SupersededBy));
    }

    [Fact]
    public async Task Roster_WhosePutWasCutOff_IsFollowedByTheNextOne()
    {
        var rosters = Services.GetRequiredService<RosterStore>().Of(CountyId.Of(County), TownshipId.Of("t1"));
        var roster = new Roster([Secretary]);
        await rosters.AppendAsync(null, roster, Digest.OfJson(roster), new Caller("li", "李芳", County, []), Cancellation);
        Assert.Empty(await ReadFileAsync("c1"));

        await PutRosterAsync("t1", Secretary);
        await PutRosterAsync("t1", Secretary);

        Assert.Equal(["2021-03-01~posting~t1~1"], (await ReadFileAsync("c1")).Select(entry => entry.Id));
    }

    [Fact]
    public async Task Follow_CutOffBeforeItsMark_ChangesNothingTheSecondTime()
    {
        await PutRosterAsync("t1", Secretary);
        await PutRosterAsync("t1", Secretary with { To = Postings.Day("2026-05-31") });
        IReadOnlyList<FileEntry> before = await ReadFileAsync("c1");
        await Services.GetRequiredService<App.Records.PersonnelFiles>().FollowAsync(CountyId.Of(County), TownshipId.Of("t1"), version: 0, Cancellation);

        await PutRosterAsync("t1", Secretary with { To = Postings.Day("2026-05-31") });

        Assert.Equal(before, await ReadFileAsync("c1"));
    }
}
