using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Tests.Platform.Formats;

public sealed class WorkbookPrinterTests
{
    private static readonly App.Platform.Column Name = new("name", "姓名", "name");
    private static readonly App.Platform.Column Money = new("total", "合计（分）", "total", Kind: ColumnKind.Money);

    [Fact]
    public void Write_HostileNames_AreTabsThatDiffer_AndNoFormulas()
    {
        string[] names = ["a/b\\c?d*e[f]:g", "A/B\\C?D*E[F]:G", "'引号'", "", new string('长', 40), new string('长', 40) + "二", "=1+1"];

        byte[] workbook = WorkbookPrinter.Write([.. names.Select(name => new PrintedSheet(name, name, [name], [Name, Money], [[name, "105"], ["乙", "-5"]]) { Summed = [Money], InCapitals = Money, Signatures = [name] })]);

        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        string[] tabs = [.. document.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value!)];
        Assert.Equal(["abcdefg", "ABCDEFG（2）", "引号", "表", new string('长', 31), $"{new string('长', 28)}（2）", "=1+1"], tabs);
        Assert.All(document.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Cell>()), cell => Assert.False(cell.CellFormula is not null || cell.InnerText.StartsWith('=')));
        Assert.Equal("合计（大写）：人民币壹元整", Workbooks.RowsOf(workbook)[^2][0]);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => error.Description));
    }
}
