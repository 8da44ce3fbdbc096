namespace Yuekao.App.Tests.Stages.Settle;

public sealed class ProposalTests(AppFixture app) : ResultTest(app)
{
    [Fact]
    public async Task GetProposal_BeforeThereIsOne_IsNotThere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);

        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/pools/{cycle.Pool.Id}/proposal"));
        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/pools/elsewhere/proposal"));
    }

    [Fact]
    public async Task GetProposal_BeforeTheMeeting_HasSeatsAndEverySubject()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolProposal proposal = await cycle.ProposeAsync(cycle.Pool);

        ProposalView read = await ReadAsync<ProposalView>(cycle, $"{cycle.Path}/pools/{cycle.Pool.Id}/proposal", $"meeting:{cycle.Pool.Id}");
        ProposalView explained = await ReadAsync<ProposalView>(cycle, $"{cycle.Path}/pools/{cycle.Pool.Id}/proposal?explanations=true&round=1");

        Assert.Equal(proposal.Proposal.Outcomes.Select(one => (one.Entry.Subject, one.Grade, one.Rank)), read.Outcomes.Select(one => (one.Subject.Id, one.Grade, one.Rank)));
        Assert.Equal(proposal.Proposal.Pool.Grades, read.Summary.Grades);
        Assert.Equal(
            proposal.Proposal.Pool.Ties.SelectMany(tie => tie.Subjects).ToHashSet(),
            read.Outcomes.Where(one => one.Tied).Select(one => one.Subject.Id).ToHashSet());
        Assert.All(read.Outcomes, one => Assert.Null(one.Explanation));
        Assert.Equal(
            proposal.Proposal.Outcomes.Select(one => one.Explanation.Readings.Count), explained.Outcomes.Select(one => one.Explanation!.Readings.Count));
    }

    [Theory]
    [InlineData("meeting:elsewhere", 403)]
    [InlineData("township:{township}", 403)]
    [InlineData("finance", 403)]
    public async Task GetProposal_ByOthers_IsForbidden(string role, int expected)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await cycle.ProposeAsync(cycle.Pool);

        Assert.Equal(expected, await StatusAsync(cycle, $"{cycle.Path}/pools/{cycle.Pool.Id}/proposal", role.Replace("{township}", cycle.Pool.Id.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task GetProposal_KnownToTheClient_IsNotSentAgain()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await cycle.ProposeAsync(cycle.Pool);
        string path = $"{cycle.Path}/pools/{cycle.Pool.Id}/proposal";
        using HttpResponseMessage first = await SendAsync(cycle, path);
        string tag = first.Headers.ETag!.Tag;

        using HttpResponseMessage again = await SendAsync(HttpMethod.Get, path, ifNoneMatch: tag, county: cycle.County);
        using HttpResponseMessage explained = await SendAsync(HttpMethod.Get, $"{path}?explanations=true", ifNoneMatch: tag, county: cycle.County);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, explained.StatusCode);
    }

    [Theory]
    [InlineData("round=2", 404)]
    [InlineData("round=0", 400)]
    [InlineData("explanations=yes", 400)]
    [InlineData("page=1", 400)]
    public async Task GetProposal_WrongQuery_SaysSo(string query, int expected)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await cycle.ProposeAsync(cycle.Pool);

        Assert.Equal(expected, await StatusAsync(cycle, $"{cycle.Path}/pools/{cycle.Pool.Id}/proposal?{query}"));
    }
}
