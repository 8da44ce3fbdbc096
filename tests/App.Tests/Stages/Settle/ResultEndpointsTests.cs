using System.Text;
using Yuekao.App.Tests.Platform.Formats;

namespace Yuekao.App.Tests.Stages.Settle;

public sealed class ResultEndpointsTests(AppFixture app) : ResultTest(app)
{
    [Theory]
    [InlineData("county", 200, 200)]
    [InlineData("meeting:{township}", 200, 200)]
    [InlineData("meeting:elsewhere", 404, 403)]
    [InlineData("township:{township}", 404, 200)]
    [InlineData("finance", 404, 200)]
    public async Task ListResults_ByRole_IsThereForTheMeetingFirst(string role, int before, int after)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await RecordAsync(cycle);
        string path = $"{cycle.Path}/townships/{cycle.Pool.Id}/results";
        string who = role.Replace("{township}", cycle.Pool.Id.Value, StringComparison.Ordinal);

        Assert.Equal(before, await StatusAsync(cycle, path, who));
        await cycle.PublishAsync(cycle.Pool);
        Assert.Equal(after, await StatusAsync(cycle, path, who));
    }

    [Theory]
    [InlineData("result", "cadre:{subject}", 404, 200)]
    [InlineData("result", "cadre:somebody", 403, 403)]
    [InlineData("result", "township:{township}", 404, 200)]
    [InlineData("result", "township:elsewhere", 404, 403)]
    [InlineData("result", "meeting:{township}", 200, 200)]
    [InlineData("result", "finance", 404, 200)]
    [InlineData("explanation", "cadre:{subject}", 404, 200)]
    [InlineData("explanation", "township:elsewhere", 404, 403)]
    [InlineData("explanation", "meeting:elsewhere", 404, 403)]
    [InlineData("explanation", "meeting:{township}", 200, 200)]
    [InlineData("explanation", "finance", 403, 403)]
    public async Task GetOfSubject_ByRole_IsTheirsAfterPublication(string what, string role, int before, int after)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await RecordAsync(cycle);
        SubjectId subject = cycle.Pool.Roster[3].Subject;
        string who = role.Replace("{township}", cycle.Pool.Id.Value, StringComparison.Ordinal).Replace("{subject}", subject.Value, StringComparison.Ordinal);

        Assert.Equal(before, await StatusAsync(cycle, $"{cycle.Path}/subjects/{subject}/{what}", who));
        await cycle.PublishAsync(cycle.Pool);
        Assert.Equal(after, await StatusAsync(cycle, $"{cycle.Path}/subjects/{subject}/{what}", who));
    }

    [Fact]
    public async Task ListResults_AsAWorkbook_IsAFormThatSaysWhetherItMayChange()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await RecordAsync(cycle);
        string path = $"{cycle.Path}/townships/{cycle.Pool.Id}/results";
        string[][] before = await RowsAsync();
        await cycle.PublishAsync(cycle.Pool);
        string[][] after = await RowsAsync();
        IReadOnlyList<ResultView> results = (await ReadAsync<Page<ResultView>>(cycle, $"{path}?top=1000")).Items;

        Assert.Equal("考核结果表", after[0][0]);
        Assert.Contains("尚未公布", before[1][0], StringComparison.Ordinal);
        Assert.Contains("已公布，尚未封存", after[1][0], StringComparison.Ordinal);
        Assert.Contains($"共 {results.Count} 名（个）　　优秀 ", after[1][0], StringComparison.Ordinal);
        Assert.Equal(results.Select(result => (result.Subject.Name, result.ShownScore ?? "")), after[3..^1].Select(row => (row[1], row[7].Length == 0 ? "" : $"{decimal.Parse(row[7], CultureInfo.InvariantCulture):0.00}")));
        Assert.All(after[3..^1], row => Assert.DoesNotContain(row[4..^1], cell => cell.Any(char.IsAsciiLetter)));
        Assert.StartsWith("制表人：", after[^1][0], StringComparison.Ordinal);

        async Task<string[][]> RowsAsync()
        {
            using HttpResponseMessage response = await SendAsync(cycle, path, accept: TableFormats.Workbook);
            return Workbooks.RowsOf(await response.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task ListResults_BeforeTheDecision_IsThereForNobody()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await cycle.ProposeAsync(cycle.Pool);

        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/results"));
    }

    [Fact]
    public async Task ListResults_InPages_AreAllInRosterOrder()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await RecordAsync(cycle);

        IReadOnlyList<ResultView> read = await ReadPagesAsync<ResultView>(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/results", top: 40);

        Assert.Equal(result.Decided.Outcomes.Select(one => (one.Proposed.Entry.Subject, one.Grade)), read.Select(one => (one.Subject.Id, one.Grade)));
        Assert.All(read.Where(one => one.Score is not null), one => Assert.Equal(HalfUp(one.Score!.Value), one.ShownScore));
        Assert.Contains(read, one => one.Score is not null);
    }

    [Fact]
    public async Task ListResults_AsCsv_IsTheWholeListAndRunsNoFormula()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, freeze: frozen => frozen with
        {
            Townships = [.. frozen.Townships.Select(township => township with { Subjects = [township.Subjects[0] with { Name = "=1+1" }, .. township.Subjects.Skip(1)] })],
        });
        await RecordAsync(cycle);

        using HttpResponseMessage response = await SendAsync(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/results?top=1", accept: "text/csv");

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        string[] lines = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation)).TrimEnd().Split("\r\n");
        Assert.Equal(cycle.Pool.Roster.Count + 1, lines.Length);
        Assert.Contains(",'=1+1,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResult_Superseded_ShowsBothAndTheExplanationTheAppeal()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, await RecordAsync(cycle));
        await SupersedeAsync(cycle, appeal);
        await cycle.PublishAsync(cycle.Pool);
        string own = $"cadre:{appeal.Subject}";

        SubjectResult result = await ReadAsync<SubjectResult>(cycle, $"{cycle.Path}/subjects/{appeal.Subject}/result", own);
        ResultExplanation explanation = await ReadAsync<ResultExplanation>(cycle, $"{cycle.Path}/subjects/{appeal.Subject}/explanation", own);

        Assert.Equal((2, OutcomeKind.Scored), (result.Current.Revision, result.Current.Kind));
        Assert.Equal((1, OutcomeKind.Gated), (Assert.Single(result.Superseded).Revision, result.Superseded[0].Kind));
        Assert.NotEmpty(explanation.Proposed.Explanation.GateFailures);
        Assert.Equal(OutcomeKind.Gated, explanation.Proposed.Kind);
        Assert.Equal((AppealRuling.Corrected, true, result.Current.Grade), (explanation.Appeal!.Ruling, explanation.Appeal.Improved, explanation.Appeal.Grade));
        Assert.Equal(result.Current.ShownScore, explanation.Appeal.Recomputed!.ShownScore);
    }

    [Fact]
    public async Task GetExplanation_Adjusted_SaysWhatTheMeetingSetAndWhy()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolProposal proposal = await cycle.ProposeAsync(cycle.Pool);
        SubjectId subject = proposal.Proposal.Outcomes.First(one => one.Grade == GradeId.Of("fair")).Entry.Subject;
        await RecordAsync(cycle, decision: new MeetingDecision
        {
            Adjustments = [new Adjustment { Subject = subject, Grade = GradeId.Of("poor"), Reason = "防汛期间脱岗" }],
            OverrideReason = "从严",
        });

        ResultExplanation explanation = await ReadAsync<ResultExplanation>(cycle, $"{cycle.Path}/subjects/{subject}/explanation");
        SubjectResult result = await ReadAsync<SubjectResult>(cycle, $"{cycle.Path}/subjects/{subject}/result");

        Assert.True(result.Current.Adjusted);
        Assert.Equal("防汛期间脱岗", explanation.Adjustment!.Reason);
        Assert.Equal((GradeId.Of("fair"), GradeId.Of("poor")), (explanation.Proposed.Grade!.Value, explanation.Grade!.Value));
        Assert.Equal(cycle.Context.Scheme.Key, explanation.Summary.Scheme);
        Assert.NotEmpty(explanation.Proposed.Explanation.Readings);
        Assert.All(explanation.Proposed.Explanation.Readings, line => Assert.NotEqual(default, line.Reading.At));
        Assert.Equal(3, explanation.Summary.Grades.Count);
    }

    [Fact]
    public async Task GetExplanation_ByTheCadre_NamesNobodyElse()
    {
        (SampleCycle cycle, SubjectId[] tied) = await OpenTiedAsync();

        ResultExplanation own = await ReadAsync<ResultExplanation>(cycle, $"{cycle.Path}/subjects/{tied[0]}/explanation", $"cadre:{tied[0]}");
        ResultExplanation whole = await ReadAsync<ResultExplanation>(cycle, $"{cycle.Path}/subjects/{tied[0]}/explanation", $"meeting:{cycle.Pool.Id}");

        Assert.Equal([tied[0]], own.Proposed.Explanation.Tie!.Subjects);
        Assert.All(own.Summary.Ties, tie => Assert.Equal([tied[0]], tie.Subjects));
        Assert.Equal(tied, whole.Proposed.Explanation.Tie!.Subjects);
    }

    // docs/design.md 4: shown rounded half up to two decimals.
    private static string HalfUp(Score score)
    {
        var hundredths = ((200 * score.Numerator) + score.Denominator) / (2 * score.Denominator);
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:00}");
    }

    // Which month has a tie across a line is the generator's to say: some month of the years has one.
    private async Task<(SampleCycle Cycle, SubjectId[] Tied)> OpenTiedAsync()
    {
        foreach (Period period in Enumerable.Range(0, 24).Select(Period.Of("2026-01").Plus))
        {
            SampleCycle cycle = await SampleCycle.OpenAsync(Services, period: period.Value, change: scheme => scheme with { TieBreakers = [] });
            PoolResult result = await RecordAsync(cycle);
            await cycle.PublishAsync(cycle.Pool);
            if (result.Decided.Pool.Ties is [var tie, ..])
                return (cycle, [.. tie.Subjects]);
        }

        throw new InvalidOperationException("No month has a tie across a line.");
    }
}
