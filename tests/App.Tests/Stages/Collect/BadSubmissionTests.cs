using System.Text;

namespace Yuekao.App.Tests.Stages.Collect;

/// <summary>Everything that may be wrong with a submission: $v and $s stand for a village and a subject of the township.</summary>
public sealed class BadSubmissionTests(AppFixture app) : CollectingTest(app)
{
    [Theory]
    [InlineData("""{ "item": "nothing", "village": "$v", "value": 1 }""", "$.readings[0].item")]
    [InlineData("""{ "item": "collective-income", "village": "$v", "value": 1 }""", "$.readings[0].item")]
    [InlineData("""{ "item": "post-duties", "subject": "nobody", "value": 1 }""", "$.readings[0].subject")]
    [InlineData("""{ "item": "themed-party-day", "village": "nowhere", "value": 1 }""", "$.readings[0].village")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 12.01 }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": -0.01 }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 9.995 }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 10000000000000 }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": "12" }""", "$.readings[0].value")]
    [InlineData("""{ "item": "villagers-review", "subject": "$s", "value": "superb" }""", "$.readings[0].value")]
    [InlineData("""{ "item": "villagers-review", "subject": "$s", "value": 5 }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": { "sum": 10, "count": 3 } }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1, "basis": { "kind": "sheets", "sheets": 3, "sum": 3, "leftOut": [] } }""", "$.readings[0].basis")]
    [InlineData("""{ "item": "on-duty", "subject": "$s", "value": "yes" }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "village": "$v", "value": 1 }""", "$.readings[0]")]
    [InlineData("""{ "item": "themed-party-day", "subject": "$s", "value": 1 }""", "$.readings[0]")]
    [InlineData("""{ "item": "themed-party-day", "value": 1 }""", "$.readings[0]")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1 }, { "item": "post-duties", "subject": "$s", "value": 2 }""", "$.readings[1]")]
    [InlineData("""{ "item": "nothing", "village": "$v", "value": 1 }, { "item": "post-duties", "subject": "$s", "value": 1.234 }, { "item": "on-duty", "subject": "$s", "value": "yes" }""",
        "$.readings[0].item $.readings[1].value $.readings[2].value")]
    public async Task Put_WhatTheSchemeDoesNotAllow_IsUnacceptableWithEveryPath(string readings, string paths)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Body(cycle, readings));

        Assert.Equal(paths, string.Join(' ', (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path)));
        Assert.All((await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).Townships[0].Sources, source => Assert.Null(source.Head.Version));
    }

    [Fact]
    public async Task Put_TooManyDecimals_SaysSo()
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Body(cycle, """{ "item": "post-duties", "subject": "$s", "value": 9.995 }"""));

        Assert.Contains("two decimals", Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Message.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": true }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": "" }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1e400 }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": { "sum": 10 } }""", "$.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1, "basis": {} }""", "$.readings[0].basis")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1, "basis": { "kind": "guess" } }""", "$.readings[0].basis.kind")]
    [InlineData("null", "$.readings[0]")]
    [InlineData("""{ "item": "post-duties", "item": "post-duties", "subject": "$s", "value": 1 }""", "$.readings[0].item")]
    [InlineData("""{ "item": null, "Item": "post-duties", "subject": "$s", "value": 1 }""", "$.readings[0].item $.readings[0].Item")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1 } ], "more": [ """, "$.more")]
    [InlineData("""{ "item": "Post Duties", "subject": "$s" }""", "$.readings[0].item $.readings[0].value")]
    [InlineData("""{ "item": "post-duties", "subject": "$s", "value": 1, "source": "township", "at": "2026-10-01T00:00:00Z" }""", "$.readings[0].source $.readings[0].at")]
    public async Task Put_Malformed_ListsEveryPath(string readings, string paths)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Body(cycle, readings));

        Assert.Equal(paths, string.Join(' ', (await Problem.OfAsync(response, ProblemType.Malformed)).Errors!.Select(error => error.Path)));
    }

    [Theory]
    [InlineData("item,subject,village,value\r\npost-duties,$s,,12.5\r\nnothing,$s,,1\r\npost-duties,$s,$v,1\r\non-duty,$s,,maybe\r\n", "2:4 3:1 4:1 5:4")]
    [InlineData("指标,考核对象,读数\r\npost-duties,$s,9.995\r\nthemed-party-day,$s,3\r\n", "2:3 3:1")]
    [InlineData("value,item,village\r\n3,collective-income,$v\r\n", "2:2")]
    public async Task Put_CsvThatTheSchemeDoesNotAllow_IsUnacceptableWithEveryPlace(string csv, string places)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Text(Fill(cycle, csv), "text/csv"));

        Assert.Equal(places, string.Join(' ', (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path)));
    }

    [Theory]
    [InlineData("item,subject,village,value\r\nPost Duties,$s,,\r\n", "2:1 2:4")]
    [InlineData("item,value,score\r\n", "1:3")]
    [InlineData("subject,value\r\n", "1:1")]
    public async Task Put_MalformedCsv_ListsEveryPlace(string csv, string places)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Text(Fill(cycle, csv), "text/csv"));

        Assert.Equal(places, string.Join(' ', (await Problem.OfAsync(response, ProblemType.Malformed)).Errors!.Select(error => error.Path)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"readings\": null }")]
    [InlineData("{ \"readings\": [] } []")]
    [InlineData("{ \"readings\": [")]
    [InlineData("{ \"readings\": [ { \"item\": \"\\ud800\", \"value\": 1 } ] }")]
    public async Task Put_WhatIsNoSubmission_IsMalformed(string body)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Text(body, "application/json"));

        await Problem.OfAsync(response, ProblemType.Malformed);
    }

    [Fact]
    public async Task Put_BytesThatAreNoUtf8_AreMalformed()
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Bytes([.. "{ \"readings\": [ { \"item\": \""u8, 0xFF, .. "\", \"value\": 1 } ] }"u8], "application/json"));

        await Problem.OfAsync(response, ProblemType.Malformed);
    }

    [Fact]
    public async Task Put_WithAByteOrderMark_IsRead()
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Bytes([0xEF, 0xBB, 0xBF, .. "{ \"readings\": [] }"u8], "application/json"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData(TableFormats.Csv)]
    [InlineData(TableFormats.Workbook)]
    public async Task Put_WhatGetAnsweredAsATable_IsTheSameContent(string mediaType)
    {
        SampleCycle cycle = await OpenAsync();
        using HttpResponseMessage first = await PutAsync(cycle, SourceId.Township, SubmissionOf(cycle, SourceId.Township));
        using HttpResponseMessage table = await GetAsync(Path(cycle, cycle.Pool.Townships[0].Id, SourceId.Township), mediaType);

        using HttpResponseMessage again = await PutAsync(cycle, SourceId.Township, Bytes(await table.Content.ReadAsByteArrayAsync(Cancel), mediaType));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(first.Headers.ETag, table.Headers.ETag);
    }

    [Theory]
    [InlineData("on-duty", "是", "met")]
    [InlineData("on-duty", "√", "met")]
    [InlineData("on-duty", "达标", "met")]
    [InlineData("on-duty", "MET", "met")]
    [InlineData("on-duty", "未达标", "notMet")]
    [InlineData("on-duty", "×", "notMet")]
    [InlineData("on-duty", "不适用", "notApplicable")]
    [InlineData("villagers-review", "优秀", "excellent")]
    [InlineData("post-duties", "１１．５", "11.5")]
    public async Task Put_TableInTheWordsOfAnOffice_IsReadAsTheItemReads(string item, string written, string value)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Text(Fill(cycle, $"指标,考核对象,读数\r\n{item},$s,{written}\r\n"), "text/csv"));

        Assert.Equal(1, (await ReadAsync<SubmissionState>(response)).Count);
        Submission stored = await GetAsync<Submission>(Path(cycle, cycle.Pool.Townships[0].Id, SourceId.Township));
        Assert.Equal(value, Assert.Single(stored.Readings).Value.ToString());
    }

    [Theory]
    [InlineData("on-duty", "优秀")]
    [InlineData("villagers-review", "特优")]
    [InlineData("post-duties", "是")]
    public async Task Put_TableInWordsOfAnotherItem_IsUnacceptable(string item, string written)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Text(Fill(cycle, $"指标,考核对象,读数\r\n{item},$s,{written}\r\n"), "text/csv"));

        Assert.Equal("2:3", Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Path);
    }

    [Fact]
    public async Task Put_CsvWithALevelThatLooksLikeANumber_IsReadAsTheItemReads()
    {
        SampleCycle cycle = await OpenAsync(change: scheme => scheme with
        {
            Items = [.. scheme.Items.Select(item => item is Assessment.Rules.LevelItem { Id.Value: "villagers-review" } level
                ? level with { Levels = [.. level.Levels.Select((one, index) => one with { Id = LevelId.Of($"{index + 1}") })] }
                : item)],
        });

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, Text(Fill(cycle, "item,subject,value\r\nvillagers-review,$s,2\r\npost-duties,$s,2\r\n"), "text/csv"));

        Assert.Equal(2, (await ReadAsync<SubmissionState>(response)).Count);
        Submission stored = await GetAsync<Submission>(Path(cycle, cycle.Pool.Townships[0].Id, SourceId.Township));
        Assert.Equal([ReportedValue.Of(2m), ReportedValue.OfWord("2")!.Value], stored.Readings.Select(reading => reading.Value));
    }

    private static HttpContent Body(SampleCycle cycle, string readings) => Bytes(Encoding.UTF8.GetBytes(Fill(cycle, $$"""{ "readings": [ {{readings}} ] }""")), "application/json");

    private static string Fill(SampleCycle cycle, string text) => text
        .Replace("$s", cycle.Pool.Roster[0].Subject.Value, StringComparison.Ordinal)
        .Replace("$v", cycle.Pool.Roster[0].Village!.Value.Value, StringComparison.Ordinal);
}
