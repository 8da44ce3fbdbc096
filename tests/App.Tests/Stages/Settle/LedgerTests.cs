using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Yuekao.App.Tests.Platform.Formats;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Tests.Stages.Settle;

public sealed class LedgerTests(AppFixture app) : ResultTest(app)
{
    [Fact]
    public async Task GetCountyLedger_AsCsv_SumsToTheFenOfTheLibrarysLedger()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2);
        Ledger ledger = Ledger.Combine([.. (await PublishAsync(cycle)).Select(result => result.Ledger!)]);

        IReadOnlyDictionary<string, long> sums = await ReadSumsAsync(cycle, $"{cycle.Path}/ledger");

        LedgerSums county = ledger.Reconcile().County;
        Assert.Equal((county.Base.Amount, county.Paid.Amount, county.Kept.Amount, county.External.Amount), (sums["baseFen"], sums["totalFen"], sums["keptFen"], sums["rewardFen"]));
        Assert.Equal(ledger.Lines.Sum(line => line.AssessedPaid.Amount), sums["paidFen"]);
        Assert.True(county.Kept > Fen.Zero);
    }

    [Fact]
    public async Task GetTownshipLedger_AfterAnAppeal_HasTheCorrectionAsALineOfItsOwn()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await RecordAsync(cycle);
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, result);
        await SupersedeAsync(cycle, appeal);

        LedgerDocument ledger = await ReadAsync<LedgerDocument>(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/ledger");
        ReconciliationView reconciliation = await ReadAsync<ReconciliationView>(cycle, $"{cycle.Path}/ledger/reconciliation");

        Assert.Equal(result.Ledger!.Lines.Select(line => (line.Subject, line.Paid)), ledger.Lines.SkipLast(1).Select(line => (line.Subject.Id, line.Total)));
        LedgerEntry correction = ledger.Lines[^1];
        Assert.Equal((appeal.Subject, LedgerEntryKind.Correction, appeal.Ledger!.Difference, appeal.Ledger.FromKept, appeal.Ledger.External), (correction.Subject.Id, correction.Kind, correction.Total, correction.FromKept, correction.External));
        Assert.True(correction.Total > Fen.Zero);
        Assert.Equal(result.Ledger.Reconcile().County, reconciliation.County.Before);
        Assert.Equal(reconciliation.County.Before.Paid + appeal.Ledger.Difference, reconciliation.County.After.Paid);
        Assert.Equal(Fen.Zero, reconciliation.County.After.Difference);
        ReconciledSums township = Assert.Single(reconciliation.Townships);
        Assert.Equal((cycle.Pool.Name, Fen.Zero, reconciliation.County.After.Kept), (township.Name, township.After.Difference, township.After.Kept));
    }

    [Theory]
    [InlineData("townships/{township}/ledger", "township:{township}", 404, 200)]
    [InlineData("townships/{township}/ledger", "township:elsewhere", 403, 403)]
    [InlineData("townships/{township}/ledger", "finance", 404, 200)]
    [InlineData("townships/{township}/ledger", "county", 200, 200)]
    [InlineData("townships/{township}/ledger", "meeting:{township}", 403, 403)]
    [InlineData("ledger", "finance", 404, 200)]
    [InlineData("ledger", "county", 200, 200)]
    [InlineData("ledger", "township:{township}", 403, 403)]
    [InlineData("ledger/reconciliation", "finance", 404, 200)]
    public async Task GetLedger_ByRole_IsThereAfterPublication(string path, string role, int before, int after)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await RecordAsync(cycle);
        (path, role) = (path.Replace("{township}", cycle.Pool.Id.Value, StringComparison.Ordinal), role.Replace("{township}", cycle.Pool.Id.Value, StringComparison.Ordinal));

        Assert.Equal(before, await StatusAsync(cycle, $"{cycle.Path}/{path}", role));
        await cycle.PublishAsync(cycle.Pool);
        Assert.Equal(after, await StatusAsync(cycle, $"{cycle.Path}/{path}", role));
    }

    [Fact]
    public async Task GetCountyLedger_WhileATownshipIsMissing_IsNotThere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2);
        await RecordAsync(cycle);

        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/ledger"));
        Assert.Equal(200, await StatusAsync(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/ledger"));
    }

    [Fact]
    public async Task GetLedger_OfASchemeWithoutSubsidy_IsNotThere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, change: ResultCases.Ranking(selects: null));
        await PublishAsync(cycle);

        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/ledger"));
        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/ledger"));
        Assert.Equal(0, (await Activities<LedgerActivities>().CloseLedger(cycle.Key, Cancellation)).Lines);
    }

    [Fact]
    public async Task CloseLedger_ThatBalances_KeepsTotalsOnce()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2);
        await PublishAsync(cycle);

        LedgerClosing first = await Activities<LedgerActivities>().CloseLedger(cycle.Key, Cancellation);
        ReconciliationView closed = await ReadAsync<ReconciliationView>(cycle, $"{cycle.Path}/ledger/reconciliation");
        LedgerClosing second = await Activities<LedgerActivities>().CloseLedger(cycle.Key, Cancellation);

        Assert.Empty(first.Differences);
        Assert.Equal(cycle.Context.Pools.Sum(pool => pool.Roster.Count), first.Lines);
        Assert.Equal(first.Lines, second.Lines);
        Assert.NotNull(closed.ClosedAt);
        Assert.Equal(closed.ClosedAt, (await ReadAsync<ReconciliationView>(cycle, $"{cycle.Path}/ledger/reconciliation")).ClosedAt);
        Assert.Equal(Fen.Zero, closed.County.Before.Difference);
    }

    [Fact]
    public async Task CloseLedger_ThatIsAFenShort_NamesTheTownshipAndClosesNothing()
    {
        SampleCycle right = await SampleCycle.OpenAsync(Services);
        PoolResult result = await right.DecideAsync(right.Pool);
        SampleCycle wrong = await SampleCycle.OpenAsync(Services);
        LedgerLine[] lines = [.. result.Ledger!.Lines];
        lines[0] = lines[0] with { Kept = lines[0].Kept - new Fen(1) };
        await Services.GetRequiredService<PoolResults>().KeepAsync(wrong.Key, result with { Ledger = result.Ledger with { Lines = lines } }, Cancellation);

        LedgerClosing closing = await Activities<LedgerActivities>().CloseLedger(wrong.Key, Cancellation);

        Assert.Equal([new LedgerDifference(new Fen(-1), wrong.Pool.Townships[0].Id, wrong.Pool.Name), new LedgerDifference(new Fen(-1))], closing.Differences);
        Assert.Null(await Services.GetRequiredService<LedgerDocuments>().FindAsync(wrong.Key, Cancellation));
    }

    [Fact]
    public async Task GetTownshipLedger_AsAWorkbook_IsAFormToPrintAndSign()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        LedgerDocument ledger = await ReadAsync<LedgerDocument>(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/ledger");
        Fen paid = ledger.Lines.Aggregate(Fen.Zero, (sum, line) => sum + line.Total);

        byte[] workbook = await WorkbookAsync(cycle, $"{cycle.Path}/townships/{cycle.Pool.Id}/ledger");
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        Worksheet sheet = Assert.Single(document.WorkbookPart!.WorksheetParts).Worksheet!;
        string[][] rows = Workbooks.RowsOf(workbook);
        int total = Array.IndexOf(rows[2], "实发合计（元）");

        Assert.Equal("绩效补贴发放表", rows[0][0]);
        Assert.Equal($"考核办法：{cycle.Context.Scheme.Document.Title.ZhCn}　　所属期：2026年10月　　已公布，尚未封存　　乡镇：{cycle.Pool.Name}　　单位：元", rows[1][0]);
        Assert.Equal(ledger.Lines.Select(line => (line.Subject.Name, Yuan(line.Total))), rows[3..^3].Select(row => (row[1], row[total])));
        Assert.Equal(("合计", Yuan(paid)), (rows[^3][0], rows[^3][total]));
        Assert.Equal($"实发合计（大写）：人民币{CapitalAmount.Of(paid)}", rows[^2][0]);
        Assert.StartsWith("制表人：", rows[^1][0], StringComparison.Ordinal);
        Assert.Contains(rows[3..^3], row => row.Contains("优秀"));
        Assert.Equal(["A1:N1", "A2:N2", $"A{rows.Length - 1}:N{rows.Length - 1}", $"A{rows.Length}:N{rows.Length}"], sheet.Descendants<MergeCell>().Select(cell => cell.Reference!.Value));
        PageSetup page = Assert.Single(sheet.Descendants<PageSetup>());
        Assert.Equal((9u, OrientationValues.Landscape, 1u, 0u), (page.PaperSize!.Value, page.Orientation!.Value, page.FitToWidth!.Value, page.FitToHeight!.Value));
        Assert.Equal($"'{cycle.Pool.Name}'!$3:$3", Assert.Single(document.WorkbookPart.Workbook!.Descendants<DefinedName>()).Text);
        CellFormat[] formats = [.. document.WorkbookPart.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>()];
        Assert.All(sheet.Descendants<Row>().Skip(3).SkipLast(2).Select(row => row.Elements<Cell>().ElementAt(total)), cell => Assert.Equal(4u, formats[cell.StyleIndex!.Value].NumberFormatId!.Value));
        Assert.DoesNotContain(sheet.Descendants<Cell>(), cell => cell.CellFormula is not null);
    }

    [Fact]
    public async Task GetCountyLedger_AsAWorkbook_AddsTheTownshipsUpBeforeTheirSheets()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2);
        await PublishAsync(cycle);
        LedgerDocument ledger = await ReadAsync<LedgerDocument>(cycle, $"{cycle.Path}/ledger");
        Fen paid = ledger.Lines.Aggregate(Fen.Zero, (sum, line) => sum + line.Total);

        byte[] workbook = await WorkbookAsync(cycle, $"{cycle.Path}/ledger");
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        string[][] summary = Workbooks.RowsOf(workbook);

        Assert.Equal(["全县汇总", .. cycle.Context.Frozen.Townships.Select(township => township.Name)], document.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.Equal(cycle.Context.Frozen.Townships.Select(township => (township.Name, $"{township.Subjects.Count}")), summary[3..^3].Select(row => (row[1], row[2])));
        Assert.Equal(Yuan(paid), summary[^3][^1]);
        Assert.Equal($"实发合计（大写）：人民币{CapitalAmount.Of(paid)}", summary[^2][0]);
    }

    private static string Yuan(Fen fen) => (fen.Amount / 100m).ToString(CultureInfo.InvariantCulture);

    private async Task<byte[]> WorkbookAsync(SampleCycle cycle, string path)
    {
        using HttpResponseMessage response = await SendAsync(cycle, path, role: "finance", accept: TableFormats.Workbook);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith($"补贴台账-{cycle.Context.Key.Scheme}-{cycle.Context.Key.Period}", response.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        return await response.Content.ReadAsByteArrayAsync(Cancellation);
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadSumsAsync(SampleCycle cycle, string path)
    {
        using HttpResponseMessage response = await SendAsync(cycle, path, role: "finance", accept: "text/csv");
        string[][] lines = [.. Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation)).TrimStart('\uFEFF').TrimEnd().Split("\r\n").Select(line => line.Split(','))];
        return lines[0].Index().Where(column => column.Item.EndsWith("Fen", StringComparison.Ordinal))
            .ToDictionary(column => column.Item, column => lines.Skip(1).Sum(line => long.Parse(line[column.Index], CultureInfo.InvariantCulture)));
    }
}
