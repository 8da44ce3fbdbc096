namespace Yuekao.App.Tests.Records.Projects;

public sealed class PublicityTests(AppFixture app) : ProjectsTest(app)
{
    [Fact]
    public async Task Put_AsCsvInChinese_IsCountedByTownshipChannelAndLevel()
    {
        await StorePlacesAsync();
        const string Table = "标题,渠道,层级,乡镇,日期,链接\n党日,党建网,县级,north,2026-10-02,https://example.org/1\n党日二,党建网,county,north,2026-10-03,\n省报报道,报纸,省级,south,2026-10-31,\n";

        DocumentVersion stored = await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, "publicity/2026-10", Text(Table, "text/csv")), HttpStatusCode.Created);
        PublicityCounts counts = await GetAsync<PublicityCounts>("publicity/2026-10/counts");

        Assert.Equal((3, 3), (stored.Count, counts.Total));
        Assert.Equal(["north site county 2", "south newspaper province 1"], counts.Counts.Select(one => $"{one.Township} {CellValues.NameOf(one.Channel)} {CellValues.NameOf(one.Level)} {one.Count}"));
        using HttpResponseMessage csv = await GetAsync("publicity/2026-10", accept: "text/csv");
        Assert.Contains("省报报道,newspaper,province,south,2026-10-31,", await csv.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, (await GetAsync<PublicityCounts>("publicity/2026-09/counts")).Total);
    }

    [Fact]
    public async Task Put_EverythingWrong_ListsEachMistakeWithItsPath()
    {
        await StorePlacesAsync();
        var item = new PublishedItem("题", PublicityChannel.Site, PublicityLevel.City, TownshipId.Of("nowhere"), new DateOnly(2026, 11, 1), "ftp://example.org");

        Assert.Equal(
            ["$.items[0].township", "$.items[0].on", "$.items[0].level", "$.items[0].link", "$.items[1].title", "$.items[1].township", "$.items[1].on", "$.items[1].level", "$.items[1].link"],
            await ErrorsAsync(SendAsync(HttpMethod.Put, "publicity/2026-10", Json(new PublicityMonth([item, item]))), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Put_AnotherMonthsVersion_KeepsTheFirst()
    {
        await StorePlacesAsync();
        var item = new PublishedItem("题", PublicityChannel.Newspaper, PublicityLevel.City, TownshipId.Of(North), new DateOnly(2026, 10, 1));
        (await SendAsync(HttpMethod.Put, "publicity/2026-10", Json(new PublicityMonth([item])))).EnsureSuccessStatusCode().Dispose();
        await ErrorsAsync(SendAsync(HttpMethod.Put, "publicity/2026-10", Json(new PublicityMonth([]))), ProblemType.PreconditionRequired);
        (await ReplaceAsync("publicity/2026-10", Json(new PublicityMonth([])))).EnsureSuccessStatusCode().Dispose();

        Assert.Empty((await GetAsync<PublicityMonth>("publicity/2026-10")).Items);
        Assert.Equal([item], (await GetAsync<PublicityMonth>("publicity/2026-10?version=1")).Items);
        Assert.Equal(2, (await GetAsync<Page<DocumentVersion>>("publicity/2026-10/versions")).Items.Count);
    }

    [Theory]
    [InlineData("2026-Q4")]
    [InlineData("2026")]
    public async Task Get_NotAMonth_IsNotFound(string period) => await ErrorsAsync(GetAsync($"publicity/{period}/counts"), ProblemType.NotFound);
}
