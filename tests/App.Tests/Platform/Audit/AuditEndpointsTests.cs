using System.Net.Http.Headers;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Audit;

public sealed class AuditEndpointsTests(AppFixture app) : AuditTest(app)
{
    private const string ThreeMonths = "from=2026-10-01T00:00:00Z&to=2027-01-01T00:00:00Z";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task ListAuditTrail_PageByPage_ListsEachEntryOnce(int top)
    {
        await AppendAsync(3, 0, 4);

        var listed = new List<AuditRecord>();
        string? continuation = null;
        do
        {
            Page<AuditRecord> page = await GetAsync<Page<AuditRecord>>($"audit?{ThreeMonths}&top={top}{(continuation is null ? "" : $"&continuation={continuation}")}");
            Assert.InRange(page.Items.Count, 1, top);
            listed.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(await AllAsync(), listed);
    }

    [Theory]
    [InlineData("from=2026-10-31T08:00:00Z&to=2026-11-01T00:00:00Z", 2)]
    [InlineData("from=2026-10-31T08:00:00.001Z&to=2026-12-30T08:00:00Z", 1)]
    [InlineData("from=2026-11-30T08:00:00Z&to=2026-11-30T08:00:00.001Z", 1)]
    [InlineData("from=2026-11-30T16:00:00%2B08:00&to=2026-12-01T00:00:00%2B08:00", 1)]
    [InlineData("from=2026-09-01T00:00:00Z&to=2026-10-31T08:00:00Z", 0)]
    [InlineData(ThreeMonths + "&resource=townships/gaowan", 3)]
    [InlineData(ThreeMonths + "&resource=townships/gaowan/rosters/1", 1)]
    [InlineData(ThreeMonths + "&resource=townships/gao", 0)]
    [InlineData(ThreeMonths + "&resource=x' or PartitionKey ne 'x", 0)]
    public async Task ListAuditTrail_Filtered_ListsWhatFits(string query, int count)
    {
        await AppendAsync(2, 1);

        Assert.Equal(count, (await GetAsync<Page<AuditRecord>>($"audit?{query}")).Items.Count);
    }

    [Theory]
    [InlineData("from=2026-10-01&top=0&colour=red", "top from colour")]
    [InlineData("from=2026-10-02T00:00:00Z&to=2026-10-02T00:00:00Z", "to")]
    [InlineData("from=2025-10-01T00:00:00Z&to=2026-10-02T00:00:01Z", "to")]
    public async Task ListAuditTrail_BadQuery_IsMalformed(string query, string names)
    {
        using HttpResponseMessage response = await SendAsync($"audit?{query}");

        ProblemDocument problem = await Problem.OfAsync(response, ProblemType.Malformed);
        Assert.Equal(names, string.Join(' ', problem.Errors!.Select(error => error.Path)));
    }

    [Fact]
    public async Task VerifyAuditTrail_WithItsAnchor_IsValid()
    {
        await AppendAsync(3, 2);
        AuditVerification first = await GetAsync<AuditVerification>("audit/verification");

        AuditVerification again = await GetAsync<AuditVerification>($"audit/verification?anchor={first.Months[0].Anchor}");

        Assert.True(first.Valid && again.Valid);
        Assert.Equal([3, 2], first.Months.Select(month => month.Entries));
    }

    [Fact]
    public async Task VerifyAuditTrail_NotAnAnchor_IsMalformed()
    {
        using HttpResponseMessage response = await SendAsync("audit/verification?anchor=x");

        await Problem.OfAsync(response, ProblemType.Malformed);
    }

    /// <summary>Appends so many entries in October, November...</summary>
    private async Task AppendAsync(params int[] counts)
    {
        AuditTrail trail = NewTrail();
        foreach (int count in counts)
        {
            for (int number = 0; number < count; number++)
                await trail.AppendAsync(Entry(number), Cancel);
            Clock.Now = Clock.Now.AddMonths(1);
        }
    }

    private async Task<T> GetAsync<T>(string path)
    {
        using HttpResponseMessage response = await SendAsync(path);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, Cancel))!;
    }

    private async Task<HttpResponseMessage> SendAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"counties/{County}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", App.Issuer.Issue(new TokenRequest { County = County, Roles = ["county"] }));
        return await App.Http.SendAsync(request, Cancel);
    }
}
