using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Yuekao.App.Tests.Platform.Formats;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Tests.Records.Rosters;

/// <summary>A roster's workbook shows villages by their names, and takes either.</summary>
public sealed class RosterNamesTests(AppFixture app) : CountyTest(app)
{
    private const string Path = "townships/t1/roster";

    private static readonly string[] Head = ["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（分）"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workbook_OfARoster_ShowsTheVillagesNames_AndSentBackIsTheSame()
    {
        await StorePlacesAsync("小黄村", "大黄村");
        Posting[] postings = [Postings.Of("c1"), Postings.Of("c2", "v2"), Postings.OfTownship("c3", Post.TownshipSecretary)];
        await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, Path, Json(new Roster(postings))), HttpStatusCode.Created);

        byte[] workbook = await BytesAsync(Path, TableFormats.Workbook);
        string csv = System.Text.Encoding.UTF8.GetString(await BytesAsync(Path, TableFormats.Csv));

        Assert.Equal(["村", "小黄村", "大黄村", ""], Workbooks.RowsOf(workbook).Select(row => row[0]));
        Assert.Contains("\nv2,c2,", csv, StringComparison.Ordinal);
        Assert.True((await PreviewAsync(Path, Bytes(workbook, TableFormats.Workbook))).IsSame);
    }

    [Theory]
    [InlineData("大黄村", "v2")]
    [InlineData("v2", "v2")]
    [InlineData("ｖ２", "v2")]
    public async Task Put_VillageByItsNameOrItsId_IsThatVillage(string written, string expected)
    {
        await StorePlacesAsync("小黄村", "大黄村");
        byte[] workbook = Workbooks.Of(Head, [written, "c1", "王建国", "会计", "2021-03-01", "1"]);

        await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, Path, Bytes(workbook, TableFormats.Workbook)), HttpStatusCode.Created);

        Assert.Equal(expected, Assert.Single((await GetAsync<Roster>(Path)).Postings).Village?.Value);
    }

    [Fact]
    public async Task Put_NamesThatNoVillageHas_AreRefusedWithTheirCellsAndWhatIsRight()
    {
        await StorePlacesAsync("小黄村", "大黄村");
        byte[] workbook = Workbooks.Of(Head, ["中黄村", "c1", "王建国", "会计", "2021-03-01", "1"], ["小黄", "c2", "王建国", "会计", "2021-03-01", "1"]);

        ProblemDocument problem = await Problem.OfAsync(await SendAsync(HttpMethod.Put, Path, Bytes(workbook, TableFormats.Workbook)), ProblemType.Malformed);

        Assert.Equal(["A2", "A3"], problem.Errors!.Select(error => error.Path));
        Assert.Contains("'中黄村' must be a village of 高湾镇, by its name or its id", problem.Errors![0].Message.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A name that is another village's id must not stand for both.</summary>
    [Fact]
    public async Task Workbook_VillageCalledAsAnotherIsNumbered_SaysItsOwnIdToo()
    {
        await StorePlacesAsync("v2", "大黄村");
        await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, Path, Json(new Roster([Postings.Of("c1"), Postings.Of("c2", "v2")]))), HttpStatusCode.Created);

        byte[] workbook = await BytesAsync(Path, TableFormats.Workbook);

        Assert.Equal(["v2（v1）", "大黄村"], Workbooks.RowsOf(workbook).Skip(1).Select(row => row[0]));
        Assert.True((await PreviewAsync(Path, Bytes(workbook, TableFormats.Workbook))).IsSame);
    }

    /// <summary>More villages than a check of a spreadsheet has room for are listed on a hidden sheet, which is not read back.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(80, true)]
    public async Task Template_OfARoster_HasEveryVillageToChooseFrom(int villages, bool isLong)
    {
        await StorePlacesAsync([.. Enumerable.Range(1, villages).Select(number => $"第{number}村民委员会")]);
        byte[] template = await BytesAsync($"{Path}?template=true", TableFormats.Workbook);
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(template), isEditable: false);
        WorkbookPart book = document.WorkbookPart!;
        DataValidation check = book.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<DataValidation>()).Single(one => one.SequenceOfReferences!.InnerText!.StartsWith("A2", StringComparison.Ordinal));
        Sheet? lists = book.Workbook!.Descendants<Sheet>().SingleOrDefault(sheet => sheet.Name == "选项");

        Assert.Equal(isLong ? "'选项'!$A$1:$A$80" : "\"第1村民委员会,第2村民委员会\"", check.Formula1!.Text);
        Assert.Equal(isLong ? SheetStateValues.Hidden : null, lists?.State?.Value);
        if (lists is not null)
            Assert.Equal(villages, ((WorksheetPart)book.GetPartById(lists.Id!.Value!)).Worksheet!.Descendants<Row>().Count());
        Assert.Equal(0, (await PreviewAsync(Path, Bytes(template, TableFormats.Workbook))).Added);
    }

    private async Task StorePlacesAsync(params string[] names)
    {
        Village[] villages = [.. names.Select((name, index) => new Village(VillageId.Of($"v{index + 1}"), name))];
        await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, "villages", Json(new CountyPlaces([new Township(TownshipId.Of("t1"), "高湾镇", villages)]))), HttpStatusCode.Created);
    }

    private async Task<byte[]> BytesAsync(string path, string accept)
    {
        using HttpResponseMessage answer = await GetAsync(path, accept);
        Assert.Equal((HttpStatusCode.OK, accept), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }
}
