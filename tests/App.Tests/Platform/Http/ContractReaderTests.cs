using System.Text;

namespace Yuekao.App.Tests.Platform.Http;

public sealed class ContractReaderTests
{
    private const string Good = """{"name":"高湾","count":3,"colour":"darkRed","items":[{"id":"a","met":true}],"points":{"x":1.5},"on":"2026-10-31"}""";

    [Fact]
    public void Read_GoodJson_IsTheContract()
    {
        ProbeContract read = ContractReader.Read<ProbeContract>(Encoding.UTF8.GetBytes(Good));

        Assert.Equal(("高湾", 3, ProbeColour.DarkRed, (string?)null, new DateOnly(2026, 10, 31)), (read.Name, read.Count, read.Colour, read.Note, read.On));
        Assert.Equal([new ProbeItem("a", true)], read.Items);
        Assert.Equal(1.5m, read.Points!["x"]);
    }

    [Theory]
    [InlineData("2026-10-31T18:00:00+08:00")]
    [InlineData("2026-10-31T10:00:00Z")]
    [InlineData("2026-10-31T05:00:00-05:00")]
    public void Read_TimeWithItsOffset_IsThatMoment(string time) => Assert.Equal(
        new DateTimeOffset(2026, 10, 31, 10, 0, 0, TimeSpan.Zero),
        ContractReader.Read<ProbeContract>(Encoding.UTF8.GetBytes($$"""{"name":"","count":1,"colour":"green","items":[],"at":"{{time}}"}""")).At);

    [Fact]
    public void Read_ByteOrderMark_IsOverlooked() =>
        Assert.Equal(3, ContractReader.Read<ProbeContract>((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)]).Count);

    [Fact]
    public void Read_TextsOfPeople_AreInOneForm()
    {
        ProbeContract read = ContractReader.Read<ProbeContract>("""{"name":"\u3000高\u00a0湾 ","count":1,"colour":"green","items":[{"id":" a ","met":true}],"note":"一\r\n 二"}"""u8.ToArray());

        Assert.Equal(("高 湾", "a", "一\n二"), (read.Name, read.Items[0].Id, read.Note));
    }

    [Fact]
    public void Read_TextsWithWhatNobodySees_AreRefusedEachWithItsPath()
    {
        ProblemException refused = Assert.Throws<ProblemException>(() => ContractReader.Read<ProbeContract>(
            """{"name":"\u200b","count":1,"colour":"green","items":[{"id":"a\ue000","met":true}],"note":"a\u0000\ud800"}"""u8.ToArray()));

        Assert.Equal(["$.name", "$.items[0].id", "$.note"], refused.Errors.Select(error => error.Path));
        Assert.StartsWith("must not hold U+E000, ", refused.Errors[1].Message.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "$.name $.count $.colour $.items")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("""{"name":1,"count":"3","colour":"blue","items":{}}""", "$.name $.count $.colour $.items")]
    [InlineData("""{"name":null,"count":null,"colour":null,"items":null}""", "$.name $.count $.colour $.items")]
    [InlineData("""{"name":"","count":3.5,"colour":0,"items":[null,1,{}]}""", "$.count $.colour $.items[0] $.items[1] $.items[2].id $.items[2].met")]
    [InlineData("""{"name":"","count":2147483648,"colour":"green","items":[]}""", "$.count")]
    [InlineData("""{"name":"","count":1,"colour":"DarkRed","items":[]}""", "$.colour")]
    [InlineData("""{"name":"","count":1,"colour":"green","items":[],"extra":1,"odd name":2,"Name":"x"}""", "$.extra $['odd name'] $.Name")]
    [InlineData("""{"name":"","count":1,"count":2,"colour":"green","items":[]}""", "$.count")]
    [InlineData("""{"name":"","count":1,"colour":"green","items":[],"points":{"a":"1","b":null,"it's":true,"a":1}}""", "$.points.a $.points.b $.points['it\\'s'] $.points.a")]
    [InlineData("""{"name":"","count":1,"colour":"green","items":[],"on":"2026-02-30"}""", "$.on")]
    [InlineData("""{"name":"","count":1,"colour":"green","items":[],"at":"2026-10-31T18:00:00"}""", "$.at")]
    [InlineData("""{"name":"","count":1,"colour":"green","items":[],"at":"2026-10-31"}""", "$.at")]
    [InlineData("""{"name":"\ud800","count":1,"colour":"green","items":[]}""", "$.name")]
    [InlineData("""{"\ud800":1,"name":"","count":1,"colour":"green","items":[]}""", "$")]
    public void Read_WhatDoesNotFit_IsAllReportedByItsPath(string json, string paths)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => ContractReader.Read<ProbeContract>(Encoding.UTF8.GetBytes(json)));

        Assert.Same(ProblemType.Malformed, problem.Type);
        Assert.Equal(paths, string.Join(' ', problem.Errors.Select(error => error.Path)));
        Assert.All(problem.Errors, error => Assert.EndsWith(".", error.Message.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "1:2")]
    [InlineData("{\n  \"name\": }", "2:11")]
    [InlineData("{\"name\":\"x\",}", "1:13")]
    [InlineData("{} {}", "1:4")]
    [InlineData("{/* no */}", "1:2")]
    [InlineData("NaN", "1:1")]
    public void Read_WhatIsNotJson_IsReportedByLineAndColumn(string json, string path)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => ContractReader.Read<ProbeContract>(Encoding.UTF8.GetBytes(json)));

        Assert.Same(ProblemType.Malformed, problem.Type);
        Assert.Equal(path, Assert.Single(problem.Errors).Path);
    }

    [Theory]
    [InlineData(new byte[] { 0x22, 0xFF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0xAF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00 })]
    public void Read_InvalidUtf8_IsMalformed(byte[] json) =>
        Assert.Equal("The body is not UTF-8.", Assert.Single(Assert.Throws<ProblemException>(() => ContractReader.Read<ProbeContract>(json)).Errors).Message);

    [Theory]
    [InlineData(ApiJson.MaximumDepth, "$")]
    [InlineData(ApiJson.MaximumDepth + 1, "1:33")]
    [InlineData(100_000, "1:33")]
    public void Read_DeepNesting_IsMalformed(int depth, string path)
    {
        string json = new string('[', depth) + new string(']', depth);

        ProblemException problem = Assert.Throws<ProblemException>(() => ContractReader.Read<ProbeContract>(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(path, Assert.Single(problem.Errors).Path);
    }

    [Fact]
    public void Read_VeryManyErrors_ListsTheFirstAndSaysSo()
    {
        string json = $$"""{"name":"","count":1,"colour":"green","items":[{{string.Join(',', Enumerable.Repeat("1", 1000))}}]}""";

        IReadOnlyList<ProblemError> errors = Assert.Throws<ProblemException>(() => ContractReader.Read<ProbeContract>(Encoding.UTF8.GetBytes(json))).Errors;

        Assert.Equal(201, errors.Count);
        Assert.Equal("$.items[199]", errors[199].Path);
        Assert.StartsWith("There may be more", errors[200].Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RandomDamage_IsAlwaysTheContractOrAProblem()
    {
        var random = new Random(20261031);
        byte[] good = Encoding.UTF8.GetBytes(Good);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. good];
            for (int change = random.Next(1, 4); change > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Exception? thrown = Record.Exception(() => ContractReader.Read<ProbeContract>(damaged));
            Assert.True(thrown is null or ProblemException, $"{Convert.ToHexString(damaged)}: {thrown}");
            refused += thrown is null ? 0 : 1;
        }
        Assert.InRange(refused, 10_000, 19_999);
    }
}
