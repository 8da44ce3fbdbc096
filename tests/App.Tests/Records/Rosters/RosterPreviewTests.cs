using System.Text;
using Yuekao.App.Tests.Platform.Formats;

namespace Yuekao.App.Tests.Records.Rosters;

/// <summary>A list is looked at before it is replaced: what a preview says is what the replacement does.</summary>
public sealed class RosterPreviewTests(AppFixture app) : CountyTest(app), IAsyncLifetime
{
    private const string Path = "townships/t1/roster";

    private static readonly TableFormat<Roster> Csv = new(new CsvFile(), new RosterTable());
    private static readonly TableFormat<Roster> Workbook = new(new WorkbookFile(), new RosterTable());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var places = new CountyPlaces([new Township(TownshipId.Of("t1"), "高湾镇", [new Village(VillageId.Of("v1"), "小黄村"), new Village(VillageId.Of("v2"), "大黄村")])]);
        (await SendAsync(HttpMethod.Put, "villages", Json(places))).EnsureSuccessStatusCode().Dispose();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Preview_OfARosterThatChanges_SaysEachRowWithItsPlace_AndStoresNothing()
    {
        await StoreAsync(Of(10));
        Posting[] next = [.. Of(10).Take(9)];
        next[3] = next[3] with { To = new DateOnly(2026, 9, 30), Name = "李强" };
        next = [.. next, Postings.Of("new")];

        DocumentPreview json = await PreviewAsync(Path, Json(new Roster(next)));
        DocumentPreview csv = await PreviewAsync(Path, Bytes(Csv.Write(new Roster(next)), TableFormats.Csv));
        DocumentPreview workbook = await PreviewAsync(Path, Bytes(Workbook.Write(new Roster(next)), TableFormats.Workbook));

        foreach (DocumentPreview preview in (DocumentPreview[])[json, csv, workbook])
        {
            Assert.Equal((1, 1, 1, 8, 2, true, false), (preview.Added, preview.Changed, preview.Removed, preview.Unchanged, preview.Ending, preview.MustConfirm, preview.IsSame));
            Assert.Equal([RowChange.Changed, RowChange.Added, RowChange.Removed], preview.Rows.Select(row => row.Change));
            Assert.Equal([("name", "李强", "王建国"), ("to", "2026-09-30", null)], preview.Rows[0].Cells.Where(cell => cell.IsChanged).Select(cell => (cell.Column, cell.Text, cell.Before)));
            Assert.Contains(new PreviewCell("cadre", "c9"), preview.Rows[2].Cells);
        }

        Assert.Equal(["$.postings[3]", "$.postings[9]", null], json.Rows.Select(row => row.Place));
        Assert.Equal(["5:1", "11:1", null], csv.Rows.Select(row => row.Place));
        Assert.Equal(["A5", "A11", null], workbook.Rows.Select(row => row.Place));
        Assert.Single((await GetAsync<Page<DocumentVersion>>($"{Path}/versions")).Items);
        Assert.Single((await GetAsync<Page<AuditRecord>>($"audit?resource={Path}")).Items);
    }

    [Theory]
    [InlineData(10, 1, null, true)]
    [InlineData(10, 2, null, false)]
    [InlineData(10, 2, 2, true)]
    [InlineData(10, 2, 1, false)]
    [InlineData(10, 1, 2, false)]
    [InlineData(10, 10, 10, true)]
    [InlineData(5, 1, null, false)]
    [InlineData(1, 1, null, false)]
    public async Task Put_ThatEndsMoreThanATenth_IsDoneOnlyWithTheNumberConfirmed(int postings, int ending, int? confirmed, bool isDone)
    {
        await StoreAsync(Of(postings));
        Posting[] next = [.. Of(postings).Select((posting, index) => index < ending ? posting with { To = new DateOnly(2026, 9, 30) } : posting)];
        string? tag = (await PreviewAsync(Path, Json(new Roster(next)))).ETag;

        using HttpResponseMessage answer = await SendAsync(HttpMethod.Put, confirmed is null ? Path : $"{Path}?ending={confirmed}", Json(new Roster(next)), ifMatch: tag);

        if (isDone)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return;
        }

        ProblemDocument problem = await Problem.OfAsync(answer, ProblemType.Unacceptable);
        Assert.Equal("ending", Assert.Single(problem.Errors!).Path);
        Assert.Contains($"{ending} of {postings}", problem.Errors![0].Message.ToString(), StringComparison.Ordinal);
        Assert.Single((await GetAsync<Page<DocumentVersion>>($"{Path}/versions")).Items);
    }

    [Fact]
    public async Task Put_AfterThePreviewedDocumentMovedOn_IsRefused()
    {
        await StoreAsync(Of(20));
        DocumentPreview preview = await PreviewAsync(Path, Json(new Roster([.. Of(20).Skip(1)])));
        await StoreAsync([.. Of(20).Skip(2)], preview.ETag);

        using HttpResponseMessage late = await SendAsync(HttpMethod.Put, $"{Path}?ending={preview.Ending}", Json(new Roster([.. Of(20).Skip(1)])), ifMatch: preview.ETag);
        using HttpResponseMessage again = await SendAsync(HttpMethod.Put, $"{Path}?preview=true", Json(new Roster([.. Of(20).Skip(1)])), ifMatch: preview.ETag);

        await Problem.OfAsync(late, ProblemType.PreconditionFailed);
        await Problem.OfAsync(again, ProblemType.PreconditionFailed);
    }

    [Fact]
    public async Task Preview_OfMistakes_SaysWhatTheReplacementSays_AndAMisspeltPreviewReplacesNothing()
    {
        await StoreAsync(Of(3));
        byte[] wrong = Encoding.UTF8.GetBytes("village,cadre,name,post,from,baseSubsidyFen\r\nv9,c1,王建国,accountant,2021-03-01,1\r\nv1,c1,王建国,accountant,2021-03-01,1\r\n");

        ProblemDocument previewed = await Problem.OfAsync(await SendAsync(HttpMethod.Put, $"{Path}?preview=true", Bytes(wrong, TableFormats.Csv)), ProblemType.Unacceptable);
        ProblemDocument replaced = await Problem.OfAsync(await ReplaceAsync(Path, Bytes(wrong, TableFormats.Csv)), ProblemType.Unacceptable);
        await Problem.OfAsync(await ReplaceAsync($"{Path}?preveiw=true", Json(new Roster(Of(4)))), ProblemType.Malformed);
        await Problem.OfAsync(await ReplaceAsync($"{Path}?preview=yes", Json(new Roster(Of(4)))), ProblemType.Malformed);

        Assert.NotEmpty(previewed.Errors!);
        Assert.Equal(replaced.Errors!.Select(error => (error.Path, error.Message)), previewed.Errors!.Select(error => (error.Path, error.Message)));
        Assert.Single((await GetAsync<Page<DocumentVersion>>($"{Path}/versions")).Items);
    }

    /// <summary>Rosters at random: whatever the preview counts is what differs once it is applied.</summary>
    [Fact]
    public async Task Preview_OfAnyChange_CountsWhatTheReplacementChanges()
    {
        var dice = new Random(20261201);
        Posting[] now = Of(30);
        string? tag = await StoreAsync(now);
        for (int turn = 0; turn < 25; turn++)
        {
            Posting[] next =
            [
                .. now.Where(_ => dice.Next(12) > 0).Select(posting => dice.Next(10) switch
                {
                    0 => posting with { Name = $"改名{turn}" },
                    1 => posting with { To = posting.To is null ? new DateOnly(2026, 9, 1 + dice.Next(28)) : null },
                    _ => posting,
                }),
                .. Enumerable.Range(0, dice.Next(4)).Select(number => Postings.Of($"n{turn}-{number}")),
            ];
            DocumentPreview preview = await PreviewAsync(Path, Json(new Roster(next)));
            Assert.Equal(tag, preview.ETag);
            tag = await StoreAsync(next, tag, preview.Ending);

            Posting[] stored = [.. (await GetAsync<Roster>(Path)).Postings];
            Dictionary<SubjectId, Posting> before = now.ToDictionary(posting => posting.Cadre);
            HashSet<SubjectId> kept = [.. stored.Select(posting => posting.Cadre)];
            Assert.Equal(stored.Count(posting => !before.ContainsKey(posting.Cadre)), preview.Added);
            Assert.Equal(stored.Count(posting => before.TryGetValue(posting.Cadre, out Posting? was) && was != posting), preview.Changed);
            Assert.Equal(now.Count(posting => !kept.Contains(posting.Cadre)), preview.Removed);
            Assert.Equal(now.Count(posting => posting.To is null && !stored.Any(other => other.Cadre == posting.Cadre && other.To is null)), preview.Ending);
            Assert.Equal(preview.Added + preview.Changed + preview.Removed == 0, preview.IsSame);
            now = stored;
        }
    }

    [Fact]
    public async Task Preview_OfAnotherOrder_ChangesNoRow_AndIsNotTheSame()
    {
        await StoreAsync(Of(4));

        DocumentPreview preview = await PreviewAsync(Path, Json(new Roster([.. Of(4).Reverse()])));

        Assert.Equal((4, 0, false), (preview.Unchanged, preview.Rows.Count, preview.IsSame));
    }

    [Theory]
    [InlineData("townships/t1/roster", "村")]
    [InlineData("projects", "项目编号")]
    [InlineData("publicity/2026-10", "标题")]
    [InlineData("development/studies/2026", "学习编号")]
    public async Task Template_WhereNothingIsStored_HasTheHeadingsAlone(string path, string first)
    {
        using HttpResponseMessage template = await SendAsync(HttpMethod.Get, $"{path}?template=true", accept: TableFormats.Workbook);
        using HttpResponseMessage nothing = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, template.StatusCode);
        Assert.Null(template.Headers.ETag);
        Assert.Equal(first, Assert.Single(Workbooks.RowsOf(await template.Content.ReadAsByteArrayAsync(Cancellation)))[0]);
        await Problem.OfAsync(nothing, ProblemType.NotFound);
    }

    private static Posting[] Of(int count) => [.. Enumerable.Range(0, count).Select(number => Postings.Of($"c{number}"))];

    private async Task<string?> StoreAsync(Posting[] postings, string? tag = null, int? ending = null)
    {
        int ends = ending ?? (await PreviewAsync(Path, Json(new Roster(postings)))).Ending ?? 0;
        using HttpResponseMessage stored = await SendAsync(HttpMethod.Put, $"{Path}?ending={ends}", Json(new Roster(postings)), ifMatch: tag);
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancellation));
        return stored.Headers.ETag?.ToString();
    }
}
