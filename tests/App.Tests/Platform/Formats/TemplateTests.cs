using System.Net.Http.Headers;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.AspNetCore.Routing;
using Yuekao.App.Tests.Records.Rosters;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Tests.Platform.Formats;

/// <summary>Lists to fill in, where nothing is stored, and the names of files that people save. Those of submissions, panels and classes, which need more of a county, are shown beside these.</summary>
public sealed class TemplateTests(AppFixture app) : CountyTest(app)
{
    private static readonly string[] ShownElsewhere = ["GetSubmission", "GetPanel", "GetParticipants"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The function, an address of it, its first heading, and what the file is called.</summary>
    public static TheoryData<string, string, string, string> Lists => new()
    {
        { "GetVillages", "villages", "乡镇编号", "乡镇和村" },
        { "GetRoster", "townships/t1/roster", "村", "花名册-t1" },
        { "GetProjects", "projects", "项目编号", "项目清单" },
        { "GetPublicity", "publicity/2026-10", "标题", "宣传月报-2026-10" },
        { "GetStudies", "development/studies/2026", "学习编号", "学历教育-2026" },
        { "ListReserve", "reserve", "编号", "后备人才库" },
    };

    [Fact]
    public void EveryListThatATableReplaces_HasATemplate_AndIsShownHere()
    {
        HttpOperation[] all = [.. HttpOperationCatalog.OfApp().All];
        IEnumerable<string> replaced = all.Where(one => one.Method.IsDefined(typeof(AcceptsTablesAttribute), inherit: false)).Select(one => one.Route);
        HttpOperation[] templates = [.. all.Where(one => one.Method.IsDefined(typeof(TemplatesAttribute), inherit: false))];

        Assert.Equal(replaced.Order(StringComparer.Ordinal), templates.Select(one => one.Route).Order(StringComparer.Ordinal));
        Assert.Equal(templates.Select(one => one.Name).Order(StringComparer.Ordinal), Lists.Select(list => list.Data.Item1).Concat(ShownElsewhere).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Template_SentBackUntouched_IsTheEmptyListOrAClearProblem(string function, string path, string first, string title)
    {
        Assert.NotEmpty(function);
        foreach ((string type, string extension) in new[] { (TableFormats.Workbook, ".xlsx"), (TableFormats.Csv, ".csv") })
        {
            using HttpResponseMessage template = await SendAsync(HttpMethod.Get, $"{path}?template=true", accept: type);
            byte[] file = await template.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal((HttpStatusCode.OK, type), (template.StatusCode, template.Content.Headers.ContentType!.MediaType));
            Assert.Null(template.Headers.ETag);
            ContentDispositionHeaderValue disposition = template.Content.Headers.ContentDisposition!;
            Assert.Equal(("attachment", title + extension), (disposition.DispositionType, disposition.FileNameStar));
            if (type == TableFormats.Workbook)
                AssertIsAForm(file, first);

            using HttpResponseMessage previewed = await SendAsync(HttpMethod.Put, $"{path}?preview=true", Bytes(file, type));
            if (!previewed.IsSuccessStatusCode)
            {
                ProblemDocument problem = await Problem.OfAsync(previewed, previewed.StatusCode == HttpStatusCode.NotFound ? ProblemType.NotFound : ProblemType.Unacceptable);
                Assert.False(string.IsNullOrEmpty(problem.Detail));
            }
            else
            {
                Assert.Empty((await previewed.Content.ReadFromJsonAsync<DocumentPreview>(ApiJson.Options, Cancel))!.Rows);
            }
        }
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", TableFormats.Workbook)]
    [InlineData("application/json,text/html;q=0.5", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData(null, "application/json")]
    public async Task Template_ByALinkOfABrowser_IsAWorkbookToSave(string? accept, string expected)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, "projects?template=true", accept: accept);

        Assert.Equal(expected, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(expected == TableFormats.Workbook, answer.Content.Headers.ContentDisposition is not null);
    }

    [Fact]
    public async Task Template_WithAFlagThatIsNone_IsMalformed() => await Problem.OfAsync(await GetAsync("projects?template=yes"), ProblemType.Malformed);

    [Fact]
    public void NameFor_SourceWithAColon_IsOneThatWindowsTakes()
    {
        var request = new DefaultHttpContext().Request;
        request.RouteValues = new RouteValueDictionary { ["county"] = "haixing", ["period"] = "2026-10", ["source"] = "department:civil-affairs" };

        Assert.Equal("报送表-2026-10-department-civil-affairs.xlsx", new FileTitle("报送表", ".xlsx").NameFor(request));
    }

    /// <summary>The head alone stays in sight on the first sheet, and another one explains.</summary>
    private static void AssertIsAForm(byte[] file, string first)
    {
        Assert.Equal(first, Assert.Single(Workbooks.RowsOf(file))[0]);
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Contains("填写说明", document.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.Single(document.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Pane>()));
    }
}
