using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Yuekao.App.Tests.Records.Rosters;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Tests.Platform.Formats;

public sealed class WorkbookTests
{
    private static readonly TableFormat<Roster> Format = new(new WorkbookFile(), new RosterTable());

    // In all, not at once: of what is taken most, every cell is an object for a moment.
    private const int MostMegabytes = 1500;

    private static readonly Roster Sample = new(
    [
        Postings.Of("0012") with { To = new DateOnly(2026, 12, 31), Absence = new Absence(AbsenceKind.Suspended, new DateOnly(2026, 9, 21)) },
        Postings.Of("c2") with { Name = "=cmd|' /C calc'!A0", BaseSubsidyFen = new Fen(1) },
        Postings.OfTownship("c4", Post.TownshipSecretary),
    ]);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameRoster() => Assert.Equal(Sample.Postings, Format.Read(Format.Write(Sample)).Document.Postings);

    /// <summary>The fixtures are what LibreOffice saved of this very workbook, as a workbook and as CSV: <c>soffice --headless --convert-to xlsx</c>, <c>csv</c>.</summary>
    [Theory]
    [InlineData("saved-again.xlsx")]
    [InlineData("saved-again.csv")]
    public void Read_SavedAgainByLibreOffice_IsTheSameRoster(string name)
    {
        if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
            File.WriteAllBytes(Path.Combine(Folder(), "written.xlsx"), Format.Write(Sample));
        byte[] saved = File.ReadAllBytes(Path.Combine(Folder(), name));

        Located<Roster> read = name.EndsWith(".csv", StringComparison.Ordinal) ? new TableFormat<Roster>(new CsvFile(), new RosterTable()).Read(saved) : Format.Read(saved);

        Assert.Equal(Sample.Postings, read.Document.Postings);
    }

    [Fact]
    public void Write_AnyRoster_IsForPeople()
    {
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(Format.Write(Sample)), isEditable: false);
        Worksheet sheet = SheetOf(document, "数据").Worksheet!;
        string[] head = [.. sheet.Descendants<Row>().First().Elements<Cell>().Select(cell => cell.InnerText)];

        Assert.Equal(["村", "编号", "姓名", "职务", "任职日期", "离任日期", "基础职务补贴（元）", "缺勤", "缺勤开始", "缺勤结束"], head);
        Assert.Contains("党支部书记、村委会主任", sheet.Descendants<DataValidation>().First().Formula1!.Text, StringComparison.Ordinal);
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
        Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<CellFormula>()));
        Assert.DoesNotContain(sheet.Descendants<Cell>(), cell => cell.InnerText.StartsWith('='));
        Assert.Contains("必填", SheetOf(document, "填写说明").Worksheet!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NumberDateAndTitleAsSpreadsheetsKeepThem_IsTheSamePosting()
    {
        byte[] workbook = Workbooks.Of(
            ["高湾镇花名册"], ["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（元）"], [], ["v1", "c1", "王建国", "会计", "44256", "1234.57"]);

        Posting read = Assert.Single(Format.Read(workbook).Document.Postings);

        Assert.Equal((new DateOnly(2021, 3, 1), new Fen(123_457)), (read.From, read.BaseSubsidyFen));
    }

    [Fact]
    public void Read_WrongCells_AreNamedAsTheSheetNamesThem()
    {
        byte[] workbook = Workbooks.Of(["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（元）"], ["v1", "c1", "", "老板", "昨天", "很多"]);

        Assert.Equal("C2 D2 E2 F2", Refused(workbook));
    }

    [Fact]
    public void Read_FormulaWithItsResult_IsTheResult_AndWithoutIsRefused()
    {
        byte[] with = Workbooks.Of(["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（分）"], ["v1", "c1", "王建国", "会计", "2021-03-01", "=100*2|200"]);
        byte[] without = Workbooks.Of(["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（分）"], ["v1", "c1", "王建国", "会计", "2021-03-01", "=100*2|"]);

        Assert.Equal(new Fen(200), Format.Read(with).Document.Postings[0].BaseSubsidyFen);
        Assert.StartsWith("F2", Refused(without), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoSheetsWithTheTable_OrFarTooMany_IsRefused()
    {
        string[][] rows = [["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（分）"], ["v1", "c1", "王建国", "会计", "2021-03-01", "1"]];

        Assert.Equal("$", Refused(Workbooks.Of(2, rows)));
        Assert.Equal("$", Refused(Workbooks.Of(200, rows)));
    }

    [Fact]
    public void Read_NoWorkbookMacrosOrABomb_IsRefusedClearly()
    {
        Assert.Equal("$", Refused(Encoding.UTF8.GetBytes("村,编号")));
        Assert.Equal("$", Refused([]));
        Assert.Equal("$", Refused([0x50, 0x4B, 3, 4, 0, 0, 0, 0]));
        Assert.Equal("$", Refused(Zip("xl/vbaProject.bin", 10)));
        Assert.Equal("$", Refused(Zip("xl/worksheets/sheet1.xml", 70 * 1024 * 1024)));
    }

    [Fact]
    public void Read_AnyByteOfAWorkbookChanged_IsReadOrRefused()
    {
        byte[] good = Format.Write(Sample);
        var dice = new Random(20261201);
        for (int turn = 0; turn < 300; turn++)
        {
            byte[] damaged = [.. good];
            damaged[dice.Next(damaged.Length)] ^= (byte)(1 << dice.Next(8));
            Exception? thrown = Record.Exception(() => Format.Read(damaged));
            Assert.True(thrown is null or ProblemException, $"{turn}: {thrown}");
        }
    }

    [Fact]
    public void Read_AnyByteOfItsPartsChanged_IsReadOrRefused()
    {
        var dice = new Random(20261202);
        for (int turn = 0; turn < 300; turn++)
        {
            byte[] damaged = WithParts(Format.Write(Sample), (_, part) =>
            {
                part[dice.Next(part.Length)] = (byte)dice.Next(32, 127);
                return part;
            });
            Exception? thrown = Record.Exception(() => Format.Read(damaged));
            Assert.True(thrown is null or ProblemException, $"{turn}: {thrown}");
        }
    }

    /// <summary>As much XML as is unpacked, and as much as a reader can be made to hold for it: cells far to the right in many rows, empty cells, shared strings.</summary>
    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>", "<row><c r=\"GR1\"><v>1</v></c></row>", "</sheetData></worksheet>")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>", "<c/>", "</row></sheetData></worksheet>")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>", "<row/>", "</sheetData></worksheet>")]
    [InlineData("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs>", "<xf/>", "</cellXfs></styleSheet>")]
    public void Read_AsMuchAsIsTaken_AllocatesWithinABound(string part, string before, string again, string after)
    {
        byte[] large = Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(again, (15_900_000 - before.Length) / again.Length)) + after);
        byte[] workbook = WithParts(Format.Write(Sample), (name, bytes) => name == part ? large : bytes);
        Assert.Contains(new ZipArchive(new MemoryStream(workbook)).Entries, entry => entry.FullName == part && entry.Length == large.Length);
        long allocated = GC.GetAllocatedBytesForCurrentThread();

        Exception? thrown = Record.Exception(() => Format.Read(workbook));

        Assert.True(thrown is null or ProblemException, $"{thrown}");
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - allocated) / 1024 / 1024, 0, MostMegabytes);
    }

    [Fact]
    public void Read_MillionBlankRowsAroundTheTable_IsTheTable()
    {
        string[][] blank = [.. Enumerable.Repeat(Array.Empty<string>(), 1_000_000)];
        byte[] workbook = Workbooks.Of([["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（分）"], .. blank, ["v1", "c1", "王建国", "会计", "2021-03-01", "1"]]);

        Assert.Equal("c1", Assert.Single(Format.Read(workbook).Document.Postings).Cadre.Value);
    }

    [Fact]
    public void Read_NumberLongerThanASpreadsheetKeeps_IsRefusedWithItsCell() =>
        Assert.StartsWith("B2", Refused(Workbooks.Of(["村", "编号", "姓名", "职务", "任职日期", "基础职务补贴（分）"], ["v1", "130982199001011000", "王建国", "会计", "2021-03-01", "1"])), StringComparison.Ordinal);

    [Fact]
    public void Write_WhatOnlyAnswers_AsksForNothing()
    {
        byte[] workbook = new WorkbookFile().Write([new Yuekao.App.Platform.Column("kind", "类别", "kind")], [["a"]], isForm: false);

        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        Assert.Equal("数据", Assert.Single(document.WorkbookPart!.Workbook!.Descendants<Sheet>()).Name!.Value);
    }

    private static byte[] WithParts(byte[] workbook, Func<string, byte[], byte[]> change)
    {
        using var bytes = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(workbook)))
        using (var to = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using var part = new MemoryStream();
                using (Stream content = entry.Open())
                    content.CopyTo(part);
                using Stream written = to.CreateEntry(entry.FullName).Open();
                written.Write(change(entry.FullName, part.ToArray()));
            }
        }

        return bytes.ToArray();
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Refused(byte[] workbook) => string.Join(' ', Assert.Throws<ProblemException>(() => Format.Read(workbook)).Errors.Select(error => error.Path));

    private static WorksheetPart SheetOf(SpreadsheetDocument document, string name) =>
        (WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == name).Id!);

    private static byte[] Zip(string name, int length)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (Stream part = archive.CreateEntry(name).Open())
            part.Write(new byte[length]);
        return bytes.ToArray();
    }
}
