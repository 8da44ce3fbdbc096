namespace Yuekao.App.Tests.Stages.Feedback.Rectifications;

public sealed class RectificationEndpointsTests(AppFixture app) : RectificationTest(app)
{
    [Fact]
    public async Task List_PageByPage_IsAllOfThem()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        IReadOnlyList<Rectification> all = await AllAsync(township);

        Page<Rectification> first = await GetAsync<Page<Rectification>>($"townships/{township}/rectifications?top=5&status=open&overdue=false");
        Page<Rectification> second = await GetAsync<Page<Rectification>>($"townships/{township}/rectifications?top=5&status=open&overdue=false&continuation={first.Continuation}");

        Assert.Equal(all.Take(10).Select(one => one.Id), first.Items.Concat(second.Items).Select(one => one.Id));
        Assert.Empty(await AllAsync(township, "&overdue=true"));
        Assert.Empty(await AllAsync(township, "&status=reported"));
    }

    [Fact]
    public async Task List_OfACadre_IsTheirOwnAndTheirVillages()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        await StoreRostersAsync(cycle);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];
        IReadOnlyList<Rectification> all = await AllAsync(township.Id);
        FrozenSubject cadre = township.Subjects.First(subject => all.Any(one => one.Owner.Id == subject.Entry.Subject.Value) && all.Any(one => one.Owner.Id == subject.Entry.Village?.Value));
        string[] expected = [.. all.Where(one => one.Owner.Id == cadre.Entry.Subject.Value || one.Owner.Id == cadre.Entry.Village!.Value.Value).Select(one => one.Id)];
        string role = $"cadre:{cadre.Entry.Subject}";
        string path = $"cadres/{cadre.Entry.Subject}/rectifications";

        Page<Rectification> listed = await ReadAsync(path, role);
        Page<Rectification> first = await ReadAsync($"{path}?top=1", role);
        Page<Rectification> second = await ReadAsync($"{path}?top=1&continuation={first.Continuation}", role);

        Assert.Equal(expected, listed.Items.Select(one => one.Id));
        Assert.Equal(expected.Take(2), first.Items.Concat(second.Items).Select(one => one.Id));
    }

    [Fact]
    public async Task Get_ByOthers_IsRefused()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        await StoreRostersAsync(cycle);
        TownshipId[] townships = [.. cycle.Context.Frozen.Townships.Select(township => township.Id)];
        Rectification own = (await AllAsync(townships[0])).First(one => one.Owner.Kind == OwnerKind.Person);
        string other = cycle.Context.Frozen.Townships[0].Subjects.First(subject => subject.Entry.Subject.Value != own.Owner.Id).Entry.Subject.Value;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own, $"cadre:{own.Owner.Id}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own, $"township:{townships[0]}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own, $"meeting:{townships[0]}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own, "county"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(own, $"cadre:{other}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(own, $"township:{townships[1]}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(own, "finance"));
        using HttpResponseMessage list = await SendAsync(HttpMethod.Get, $"townships/{townships[0]}/rectifications", role: $"township:{townships[1]}");
        await Problem.OfAsync(list, ProblemType.Forbidden);
        using HttpResponseMessage elsewhere = await SendAsync(HttpMethod.Get, $"townships/{townships[1]}/rectifications/{own.Id}", role: $"township:{townships[1]}");
        await Problem.OfAsync(elsewhere, ProblemType.NotFound);
    }

    [Fact]
    public async Task Report_RefusedAndReportedAgain_IsVerifiedInTheEnd()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        (string organizer, Rectification one) = ($"township:{township}", (await AllAsync(township)).First(one => one.Owner.Kind == OwnerKind.Person));

        using (HttpResponseMessage early = await PutAsync(one, "verification", new VerificationBody(Accepted: true), organizer))
            await Problem.OfAsync(early, ProblemType.RuleBroken);
        Rectification reported = await EnsureAsync(PutAsync(one, "report", new ReportBody("已补录坐班记录"), $"cadre:{one.Owner.Id}"));
        Rectification refused = await EnsureAsync(PutAsync(one, "verification", new VerificationBody(Accepted: false, "记录不全"), organizer));
        Rectification again = await EnsureAsync(PutAsync(one, "report", new ReportBody("已全部补齐"), $"cadre:{one.Owner.Id}"));
        Rectification closed = await EnsureAsync(PutAsync(one, "verification", new VerificationBody(Accepted: true), organizer));
        Rectification repeated = await EnsureAsync(PutAsync(one, "verification", new VerificationBody(Accepted: true), organizer));
        using HttpResponseMessage late = await PutAsync(one, "report", new ReportBody("再次整改"), $"cadre:{one.Owner.Id}");

        await Problem.OfAsync(late, ProblemType.RuleBroken);
        Assert.Equal(
            [RectificationStatus.Reported, RectificationStatus.Open, RectificationStatus.Reported, RectificationStatus.Closed],
            new[] { reported, refused, again, closed }.Select(step => step.Status));
        Assert.Equal("记录不全", refused.Verification!.Note);
        Assert.Null(again.Verification);
        Assert.Equal((ClosingReason.Verified, "已全部补齐"), (closed.ClosedBecause, closed.Report!.Done));
        Assert.Equal(closed.ClosedAt, repeated.ClosedAt);
    }

    [Fact]
    public async Task Report_OfAVillage_IsItsSecretarys()
    {
        SampleCycle cycle = await OpenAsync();
        await StoreRostersAsync(cycle);
        FrozenTownship township = cycle.Pool.Townships[0];
        var villages = township.Subjects.ToLookup(subject => subject.Entry.Village!.Value.Value);
        Rectification one = (await AllAsync(township.Id)).First(one => one.Owner.Kind == OwnerKind.Village && villages[one.Owner.Id].Any(IsSecretary) && villages[one.Owner.Id].Any(subject => !IsSecretary(subject)));
        string secretary = villages[one.Owner.Id].First(IsSecretary).Entry.Subject.Value;
        string member = villages[one.Owner.Id].First(subject => !IsSecretary(subject)).Entry.Subject.Value;
        string stranger = township.Subjects.First(subject => subject.Entry.Village!.Value.Value != one.Owner.Id).Entry.Subject.Value;

        using HttpResponseMessage byMember = await PutAsync(one, "report", new ReportBody("已公开"), $"cadre:{member}");
        using HttpResponseMessage byStranger = await PutAsync(one, "report", new ReportBody("已公开"), $"cadre:{stranger}");
        Rectification bySecretary = await EnsureAsync(PutAsync(one, "report", new ReportBody("已公开"), $"cadre:{secretary}"));

        await Problem.OfAsync(byMember, ProblemType.Forbidden);
        await Problem.OfAsync(byStranger, ProblemType.NotFound);
        Assert.Equal(RectificationStatus.Reported, bySecretary.Status);
    }

    [Fact]
    public async Task Due_Changed_SaysWhatItWasAndWhy()
    {
        SampleCycle cycle = await OpenAsync();
        Rectification one = (await AllAsync(cycle.Pool.Townships[0].Id))[0];
        await Activities.CountRectifications(new CycleMoment(cycle.Key, one.Due), Cancellation);
        var body = new DueBody(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), "工程跨年");

        Rectification changed = await EnsureAsync(PutAsync(one, "due", body, "county"));
        Rectification repeated = await EnsureAsync(PutAsync(one, "due", body, "county"));

        Assert.Equal((body.Due, one.Due, body.Reason), (changed.Due, changed.DueChange!.Before, changed.DueChange.Reason));
        Assert.Null(changed.RemindedAt);
        Assert.Equal(changed.DueChange, repeated.DueChange);
    }

    [Fact]
    public async Task Put_WithAnETagThatIsOver_ChangesNothing()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        Rectification one = (await AllAsync(township)).First(other => other.Owner.Kind == OwnerKind.Person);
        using HttpResponseMessage read = await GetAsync($"townships/{township}/rectifications/{one.Id}");
        string tag = read.Headers.ETag!.ToString();
        using HttpResponseMessage first = await PutAsync(one, "report", new ReportBody("已整改"), $"cadre:{one.Owner.Id}", tag);
        string next = first.Headers.ETag!.ToString();

        using HttpResponseMessage over = await PutAsync(one, "verification", new VerificationBody(Accepted: true), $"township:{township}", tag);
        using HttpResponseMessage now = await PutAsync(one, "verification", new VerificationBody(Accepted: true), $"township:{township}", next);

        await Problem.OfAsync(over, ProblemType.PreconditionFailed);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
    }

    [Fact]
    public async Task PutVerification_ByWhomReportedIt_IsForbidden()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        Rectification one = (await AllAsync(township))[0];
        await EnsureAsync(PutAsync(one, "report", new ReportBody("已整改"), $"township:{township}"));

        using HttpResponseMessage own = await PutAsync(one, "verification", new VerificationBody(Accepted: true), $"township:{township}");

        await Problem.OfAsync(own, ProblemType.Forbidden);
    }

    [Theory]
    [InlineData("report", """{ "done": " " }""", "$.done")]
    [InlineData("verification", """{ "accepted": false }""", "$.note")]
    [InlineData("due", """{ "due": "2020-01-01T00:00:00Z", "reason": "早" }""", "$.due")]
    public async Task Put_WithAnUnacceptableBody_SaysWhere(string what, string body, string path)
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        Rectification one = (await AllAsync(township))[0];

        using HttpResponseMessage response =
            await SendAsync(HttpMethod.Put, $"townships/{township}/rectifications/{one.Id}/{what}", Text(body, "application/json"), what == "due" ? "county" : $"township:{township}");

        Assert.Equal(path, Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Path);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a~2026-10~person~b~c")]
    [InlineData("a~b~c~d~%23")]
    public async Task Get_OfNoRectification_IsNotFound(string id)
    {
        using HttpResponseMessage response = await GetAsync($"townships/gaowan/rectifications/{id}");

        await Problem.OfAsync(response, ProblemType.NotFound);
    }

    [Fact]
    public async Task List_ByAWrongStatus_IsMalformed()
    {
        using HttpResponseMessage response = await GetAsync("townships/gaowan/rectifications?status=done&overdue=maybe");

        Assert.Equal(["status", "overdue"], (await Problem.OfAsync(response, ProblemType.Malformed)).Errors!.Select(error => error.Path));
    }

    private static bool IsSecretary(FrozenSubject subject) => subject.Post is Post.Secretary or Post.SecretaryAndDirector;

    private async Task<Page<Rectification>> ReadAsync(string path, string role)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, role: role);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Page<Rectification>>(ApiJson.Options, Cancellation))!;
    }

    private async Task<HttpStatusCode> StatusAsync(Rectification one, string role)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"townships/{one.Township}/rectifications/{one.Id}", role: role);
        return response.StatusCode;
    }
}
