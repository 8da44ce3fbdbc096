using Yuekao.App.Tests.Records.PersonnelFiles;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.Commendations;

public sealed class CommendationEndpointsTests(AppFixture app) : FileTest(app)
{
    private static readonly CommendationRequest Body = new()
    {
        Kind = CommendedKind.Person,
        Recipient = "c1",
        Level = CommendationLevel.Provincial,
        Title = "优秀共产党员",
        IssuedBy = "中共河北省委",
        On = new DateOnly(2025, 7, 1),
        Document = "冀字〔2025〕7号",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await PutRosterAsync("t1", Postings.Of("c1"), Postings.Of("c2"));
    }

    [Fact]
    public async Task Put_Commendation_IsInThePersonsFile()
    {
        Commendation stored = await EnsureAsync(PutAsync("p1", Body), HttpStatusCode.Created);
        Commendation again = await EnsureAsync(PutAsync("p1", Body), HttpStatusCode.OK);

        FileEntry entry = Assert.Single(await ReadFileAsync("c1", "&kind=commendation"));
        Assert.Equal(("王建国", stored.At), (stored.Name, again.At));
        Assert.Equal(("2025-07-01~commendation~p1", "commendations/p1"), (entry.Id, entry.Source));
        Assert.Equal("省级表彰：优秀共产党员（中共河北省委，冀字〔2025〕7号）", entry.Title.ZhCn);
        Assert.Empty(await ReadFileAsync("c2", "&kind=commendation"));
        Assert.Empty(await ReadFileAsync("c1", "&kind=commendation&to=2025-06-30"));
    }

    [Fact]
    public async Task Put_OtherContentUnderTheSameId_IsAConflict()
    {
        (await PutAsync("p1", Body)).Dispose();

        using HttpResponseMessage other = await PutAsync("p1", Body with { Level = CommendationLevel.Central });

        await Problem.OfAsync(other, ProblemType.Conflict);
        Assert.Equal([Body], (await GetAsync<Page<Commendation>>("commendations")).Items.Select(one => one.Content));
    }

    [Fact]
    public async Task Withdraw_LeavesItOnRecordAndSupersededInTheFile()
    {
        (await PutAsync("p1", Body)).Dispose();

        Commendation withdrawn = await EnsureAsync(SendAsync(HttpMethod.Delete, "commendations/p1?reason=重复登记"), HttpStatusCode.OK);
        Commendation again = await EnsureAsync(SendAsync(HttpMethod.Delete, "commendations/p1?reason=又一次"), HttpStatusCode.OK);
        using HttpResponseMessage back = await PutAsync("p1", Body);

        Assert.Equal("重复登记", again.Withdrawn!.Reason);
        Assert.Equal(withdrawn.Withdrawn, again.Withdrawn);
        await Problem.OfAsync(back, ProblemType.RuleBroken);
        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1", "&kind=commendation");
        Assert.Equal([file[1].Id, null], file.Select(entry => entry.SupersededBy));
        Assert.Equal(("撤销表彰：优秀共产党员", "重复登记"), (file[1].Title.ZhCn, file[1].Reason));
    }

    [Fact]
    public async Task Put_ForAVillage_IsInNobodysFile()
    {
        Commendation stored = await EnsureAsync(PutAsync("v", Body with { Kind = CommendedKind.Village, Recipient = "v1" }), HttpStatusCode.Created);

        Assert.Equal("小黄村", stored.Name);
        Assert.Empty(await ReadFileAsync("c1", "&kind=commendation"));
    }

    [Fact]
    public async Task Put_WhatCannotBe_SaysAllThatIsWrong()
    {
        using HttpResponseMessage wrong = await PutAsync("p1", Body with { Recipient = "nobody", Title = "", IssuedBy = new string('委', 201), On = new DateOnly(2999, 1, 1), Document = "" });
        using HttpResponseMessage village = await PutAsync("p1", Body with { Kind = CommendedKind.Village, Recipient = "c1" });
        using HttpResponseMessage noId = await PutAsync("P_1", Body);
        using HttpResponseMessage noReason = await SendAsync(HttpMethod.Delete, "commendations/p1");
        using HttpResponseMessage nothing = await SendAsync(HttpMethod.Delete, "commendations/p1?reason=x");

        Assert.Equal(["$.recipient", "$.title", "$.issuedBy", "$.on", "$.document"], (await Problem.OfAsync(wrong, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
        Assert.Equal(["$.recipient"], (await Problem.OfAsync(village, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
        await Problem.OfAsync(noId, ProblemType.NotFound);
        await Problem.OfAsync(noReason, ProblemType.Malformed);
        await Problem.OfAsync(nothing, ProblemType.NotFound);
    }

    private Task<HttpResponseMessage> PutAsync(string id, CommendationRequest body) => SendAsync(HttpMethod.Put, $"commendations/{id}", Json(body));

    private static async Task<Commendation> EnsureAsync(Task<HttpResponseMessage> sending, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await sending;
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<Commendation>(ApiJson.Options, Cancellation))!;
    }
}
