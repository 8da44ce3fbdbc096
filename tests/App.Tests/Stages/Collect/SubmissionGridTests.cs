using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Yuekao.App.Tests.Platform.Formats;

namespace Yuekao.App.Tests.Stages.Collect;

/// <summary>A submission as one grid: subjects and villages down, items across.</summary>
public sealed class SubmissionGridTests(AppFixture app) : CollectingTest(app)
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

    [Theory]
    [InlineData("township")]
    [InlineData("department:civil-affairs")]
    public async Task Template_FilledIn_IsEveryReadingOfTheSource(string name)
    {
        (SampleCycle cycle, SourceId source) = (await OpenAsync(), SourceId.Of(name));
        string[][] grid = await TemplateAsync(cycle, source);
        Assert.DoesNotContain(grid.Skip(1).SelectMany(row => row), cell => cell is "0");

        Fill(cycle, source, grid);
        SubmissionState state = await ReadAsync<SubmissionState>(await PutAsync(cycle, source, Bytes(Workbooks.Of(grid), TableFormats.Workbook)));

        Assert.Equal((1, 0), (state.Version, state.MissingCount));
        Submission expected = SubmissionOf(cycle, source);
        Submission stored = await GetAsync<Submission>(Path(cycle, Township(cycle), source));
        Assert.Equal(Set(expected), Set(stored));
        byte[] answered = await BytesAsync(cycle, source);
        SubmissionState again = await ReadAsync<SubmissionState>(await PutAsync(cycle, source, Bytes(answered, TableFormats.Workbook)));
        Assert.Equal((1, state.Digest), (again.Version, again.Digest));
    }

    [Fact]
    public async Task Template_OfASource_HidesIdsShowsNamesAndSaysWhatMayStandWhere()
    {
        SampleCycle cycle = await OpenAsync();
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(await BytesAsync(cycle, SourceId.Township)), isEditable: false);
        Worksheet sheet = document.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet!).Single(one => one.Descendants<Pane>().Any());
        string[] head = [.. sheet.Descendants<Row>().First().Elements<Cell>().Select(cell => cell.InnerText)];
        FrozenSubject first = cycle.Pool.Townships[0].Subjects[0];

        Assert.Equal(["编号", "村编号", "姓名", "村"], head[..4]);
        Assert.Equal(cycle.Context.Scheme.Document.Items.Where(item => item.Source == SourceId.Township).Select(item => item.Title.ZhCn), head[4..]);
        Assert.Equal([true, true, false, false], sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Column>().Take(4).Select(column => column.Hidden?.Value == true));
        Assert.Equal([first.Entry.Subject.Value, "", first.Name, cycle.Pool.Townships[0].VillageOf(first)!.Name], sheet.Descendants<Row>().ElementAt(1).Elements<Cell>().Take(4).Select(cell => cell.InnerText));
        Assert.Equal(("E2", 4.0), (sheet.Descendants<Pane>().Single().TopLeftCell!.Value, sheet.Descendants<Pane>().Single().HorizontalSplit!.Value));
        Assert.Contains(sheet.Descendants<DataValidation>(), check => check.Formula1!.Text == "\"达标,未达标,不适用\"");
        Assert.Contains(sheet.Descendants<DataValidation>(), check => check.Type!.Value == DataValidationValues.Decimal && check.Formula1!.Text == "0" && check.Prompt!.Value!.Contains("不要填 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Template_BeforeAnythingIsSubmitted_IsEmpty_AndWithoutItNothingIsFound()
    {
        SampleCycle cycle = await OpenAsync();
        string path = Path(cycle, Township(cycle), SourceId.Township);

        using HttpResponseMessage template = await SendAsync(HttpMethod.Get, $"{path}?template=true");
        using HttpResponseMessage nothing = await SendAsync(HttpMethod.Get, path);

        Assert.Null(template.Headers.ETag);
        Assert.Empty((await ReadAsync<Submission>(template)).Readings);
        await Problem.OfAsync(nothing, ProblemType.NotFound);
    }

    [Fact]
    public async Task Preview_OfAGrid_SaysWhichReadingsChange_AndStoresNothing()
    {
        SampleCycle cycle = await OpenAsync();
        string[][] grid = await TemplateAsync(cycle, CivilAffairs);
        Fill(cycle, CivilAffairs, grid);
        string path = Path(cycle, Township(cycle), CivilAffairs);
        int readings = SubmissionOf(cycle, CivilAffairs).Readings.Count;
        DocumentPreview first = await PreviewAsync(path, Bytes(Workbooks.Of(grid), TableFormats.Workbook), CivilAffairs.Value);
        await Problem.OfAsync(await SendAsync(HttpMethod.Get, path), ProblemType.NotFound);
        SubmissionState state = await ReadAsync<SubmissionState>(await PutAsync(cycle, CivilAffairs, Bytes(Workbooks.Of(grid), TableFormats.Workbook)));
        int column = grid[0].Length - 1;
        grid[1][column] = "";

        DocumentPreview second = await PreviewAsync(path, Bytes(Workbooks.Of(grid), TableFormats.Workbook), CivilAffairs.Value);

        Assert.Equal((readings, 0, false, null), (first.Added, first.Removed, first.IsSame, first.ETag));
        Assert.Equal((0, 0, 1, readings - 1, $"\"{state.Digest}\""), (second.Added, second.Changed, second.Removed, second.Unchanged, second.ETag));
        Assert.All(first.Rows, row => Assert.Matches("^[A-Z]+[0-9]+$", row.Place));
    }

    /// <summary>The township reports on people and on villages: what is asked of the ones is not asked of the others.</summary>
    [Fact]
    public async Task Template_WhereAnItemIsNotAsked_HasAGreyDash_AndIsNamedForItsTownshipAndSource()
    {
        SampleCycle cycle = await OpenAsync();
        string path = Path(cycle, Township(cycle), SourceId.Township);
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, $"{path}?template=true", accept: TableFormats.Workbook);
        using SpreadsheetDocument document = SpreadsheetDocument.Open(await answer.Content.ReadAsStreamAsync(Cancel), isEditable: false);
        CellFormat[] formats = [.. document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>()];
        Fill[] fills = [.. document.WorkbookPart.WorkbookStylesPart.Stylesheet.Fills!.Elements<Fill>()];
        ILookup<bool, string?> colours = document.WorkbookPart.WorksheetParts.Select(part => part.Worksheet!).Single(one => one.Descendants<Pane>().Any()).Descendants<Row>().Skip(1)
            .SelectMany(row => row.Elements<Cell>()).ToLookup(cell => cell.InnerText == "—", cell => fills[(int)(formats[(int)cell.StyleIndex!.Value].FillId?.Value ?? 0)].PatternFill!.ForegroundColor?.Rgb?.Value);

        Assert.NotEmpty(colours[true]);
        Assert.All(colours[true], colour => Assert.Equal("FFD9D9D9", colour));
        Assert.All(colours[false], Assert.Null);
        Assert.Equal($"报送表-{cycle.Context.Key.Scheme}-{cycle.Context.Key.Period}-{Township(cycle)}-township.xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Fact]
    public async Task Put_GridWithoutIdsInAnyOrderUnderATitleAsGbk_IsTheSame()
    {
        SampleCycle cycle = await OpenAsync();
        string[][] grid = await TemplateAsync(cycle, CivilAffairs);
        Fill(cycle, CivilAffairs, grid);
        int[] columns = [.. Enumerable.Range(0, grid[0].Length).Where(index => !grid[0][index].Contains("编号", StringComparison.Ordinal)).Reverse()];
        IEnumerable<string> lines = grid.Take(1).Concat(grid.Skip(1).Reverse()).Select(row => string.Join(',', columns.Select(index => row[index])));
        string csv = $"高湾镇民政办报送表{new string(',', columns.Length - 1)}\r\n{string.Join("\r\n", lines)}\r\n";

        SubmissionState state = await ReadAsync<SubmissionState>(await PutAsync(cycle, CivilAffairs, Bytes(Gbk.GetBytes(csv), TableFormats.Csv)));

        Assert.Equal(0, state.MissingCount);
        Assert.Equal(Set(SubmissionOf(cycle, CivilAffairs)), Set(await GetAsync<Submission>(Path(cycle, Township(cycle), CivilAffairs))));
    }

    [Fact]
    public async Task Put_GridWithMistakes_SaysAllOfThemWithTheirCells()
    {
        SampleCycle cycle = await OpenAsync();
        FrozenSubject[] people = [.. cycle.Pool.Townships[0].Subjects.DistinctBy(subject => subject.Name).Take(2)];
        string[][] grid =
        [
            ["编号", "姓名", "村", "岗位履职"],
            [people[0].Entry.Subject.Value, people[1].Name, "", "1"],
            ["nobody", "", "", "1"],
            ["", "查无此人", "", "1"],
            ["", "", "", "1"],
            [people[0].Entry.Subject.Value, people[0].Name, "", "不少"],
        ];
        grid[0][3] = cycle.Context.Scheme.Document.Items.Single(item => item.Id.Value == "post-duties").Title.ZhCn;

        ProblemDocument wrong = await Problem.OfAsync(await PutAsync(cycle, SourceId.Township, Bytes(Workbooks.Of(grid), TableFormats.Workbook)), ProblemType.Malformed);
        ProblemDocument value = await Problem.OfAsync(await PutAsync(cycle, SourceId.Township, Bytes(Workbooks.Of([grid[0], grid[^1]]), TableFormats.Workbook)), ProblemType.Unacceptable);
        ProblemDocument heading = await Problem.OfAsync(await PutAsync(cycle, SourceId.Township, Bytes(Workbooks.Of([[.. grid[0], "没有这项"], [.. grid[^1][..3], "1", "1"]]), TableFormats.Workbook)), ProblemType.Malformed);

        Assert.Equal("B2 A3 B4 B5", string.Join(' ', wrong.Errors!.Select(error => error.Path)));
        Assert.Equal("D2", string.Join(' ', value.Errors!.Select(error => error.Path)));
        Assert.Equal("E1", string.Join(' ', heading.Errors!.Select(error => error.Path)));
    }

    [Theory]
    [InlineData(",,王建国,大黄村", "c2")]
    [InlineData(",,王建国,", "C2: c1 (小黄村) or c2 (大黄村)")]
    [InlineData(",,,大黄村", "v2")]
    [InlineData("c1,,,", "c1")]
    [InlineData(",v1,,小黄村", "v1")]
    [InlineData(",v1,,大黄村", "D2")]
    public void Find_RowWithoutItsId_IsKnownByItsNamesWhereTheyNameOne(string cells, string expected)
    {
        Village[] villages = [new(VillageId.Of("v1"), "小黄村"), new(VillageId.Of("v2"), "大黄村")];
        FrozenSubject[] subjects = [.. villages.Select((village, index) => new FrozenSubject(new RosterEntry { Subject = SubjectId.Of($"c{index + 1}"), Township = TownshipId.Of("t1"), Village = village.Id }, "王建国", Post.Accountant))];
        var township = new FrozenTownship(TownshipId.Of("t1"), "高湾镇", villages, subjects);
        TableLine[] lines = [.. new[] { "编号,村编号,姓名,村", cells }.Select((line, row) => new TableLine(line.Split(','), column => SheetCells.NameOf(column, row + 1)))];
        var errors = new List<ProblemError>();

        GridRow? found = new GridRows(township).Find(TableReader.Read(lines, GridRows.Labels, errors).Single(), errors);

        string told = errors.Count == 0 ? $"{found!.Subject?.Value ?? found.Village?.Value}" : $"{errors[0].Path}: {errors[0].Message}";
        Assert.StartsWith(expected.Split(':')[0], told, StringComparison.Ordinal);
        Assert.Contains(expected.Split(": ")[^1], told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_OnceSomethingIsSubmitted_HasItsReadingsAndItsETag()
    {
        SampleCycle cycle = await OpenAsync();
        string path = Path(cycle, Township(cycle), CivilAffairs);
        await ReadAsync<SubmissionState>(await PutAsync(cycle, CivilAffairs, SubmissionOf(cycle, CivilAffairs)));

        using HttpResponseMessage stored = await SendAsync(HttpMethod.Get, path);
        using HttpResponseMessage template = await SendAsync(HttpMethod.Get, $"{path}?template=true", accept: TableFormats.Workbook);
        string[][] grid = Workbooks.RowsOf(await template.Content.ReadAsByteArrayAsync(Cancel));

        Assert.NotNull(stored.Headers.ETag);
        Assert.Equal(stored.Headers.ETag, template.Headers.ETag);
        Assert.DoesNotContain("", grid[1]);
    }

    [Fact]
    public async Task Put_GridWithAPersonTwice_SaysTheCellsOfTheSecond()
    {
        SampleCycle cycle = await OpenAsync();
        FrozenSubject person = cycle.Pool.Townships[0].Subjects[0];
        string title = cycle.Context.Scheme.Document.Items.Single(item => item.Id.Value == "post-duties").Title.ZhCn;
        byte[] grid = Workbooks.Of(["编号", "姓名", title], [person.Entry.Subject.Value, person.Name, "1"], [person.Entry.Subject.Value, person.Name, "2"]);

        ProblemDocument twice = await Problem.OfAsync(await PutAsync(cycle, SourceId.Township, Bytes(grid, TableFormats.Workbook)), ProblemType.Unacceptable);

        Assert.Equal("C3", string.Join(' ', twice.Errors!.Select(error => error.Path)));
    }

    private static TownshipId Township(SampleCycle cycle) => cycle.Pool.Townships[0].Id;

    private static HashSet<string> Set(Submission submission) => [.. submission.Readings.Select(one => $"{one.Item} {one.Subject} {one.Village} {one.Value}")];

    private async Task<byte[]> BytesAsync(SampleCycle cycle, SourceId source)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, $"{Path(cycle, Township(cycle), source)}?template=true", role: RoleOf(Township(cycle), source), accept: TableFormats.Workbook);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    private async Task<string[][]> TemplateAsync(SampleCycle cycle, SourceId source) => Workbooks.RowsOf(await BytesAsync(cycle, source));

    /// <summary>Writes what the sample month's source reports into a grid, as its clerk would: titles in place of codes.</summary>
    private static void Fill(SampleCycle cycle, SourceId source, string[][] grid)
    {
        FrozenTownship township = cycle.Pool.Townships[0];
        (int subject, int village, int name) = (Array.IndexOf(grid[0], "编号"), Array.IndexOf(grid[0], "村编号"), Array.IndexOf(grid[0], "村"));
        foreach (Reading reading in cycle.ReadingsOf(township.Id, source))
        {
            Assessment.Rules.Item item = cycle.Context.Scheme.Document.Items.Single(item => item.Id == reading.Item);
            string[] row = reading.Subject is { } person ? grid.Single(row => subject >= 0 && row[subject] == person.Value) : grid.Single(row => row[village] == reading.Village!.Value.Value);
            Assert.NotEqual("", row[name]);
            row[Array.IndexOf(grid[0], item.Title.ZhCn)] = reading.Value.Word switch { "met" => "√", "notMet" => "不达标", "notApplicable" => "不适用", null => $"{reading.Value.Number}", var level => ((LevelItem)item).Levels.Single(one => one.Id.Value == level).Title.ZhCn };
        }
    }
}
