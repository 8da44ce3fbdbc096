namespace Yuekao.App.Tests.Support;

/// <summary>What is written once is read as it was.</summary>
public sealed class SampleCycleTests(AppFixture app)
{
    [Fact]
    public async Task Documents_ReadByAnotherHost_AreWhatWasWritten()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(app.App.Services, townships: 2);
        PoolResult result = await cycle.DecideAsync(cycle.Pool);
        using var other = new DocumentBlobs(app.App.Services.GetRequiredService<Azure.Storage.Blobs.BlobServiceClient>());

        PoolResult read = await new PoolResults(other).ReadAsync(cycle.Key, cycle.Pool.Id, TestContext.Current.CancellationToken);
        PoolProposal proposal = await new Proposals(other).ReadAsync(cycle.Key, cycle.Pool.Id, 1, TestContext.Current.CancellationToken);

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(result, Assessment.AssessmentJson.Options), System.Text.Json.JsonSerializer.Serialize(read, Assessment.AssessmentJson.Options));
        Assert.Equal(cycle.InputOf(cycle.Pool).Readings.Count, proposal.Input.Readings.Count);
        Assert.Contains(read.Decided.Outcomes, outcome => outcome.Proposed.Rank == 1);
    }
}
