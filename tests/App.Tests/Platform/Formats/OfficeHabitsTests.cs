using System.Text;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Platform.Formats;

/// <summary>What township offices do to a table, and what becomes of it: each file is the same posting, or is refused with the cell.</summary>
public sealed class OfficeHabitsTests
{
    private const string Head = "村,编号,姓名,职务,任职日期,离任日期,基础职务补贴（分）";
    private const string Row = "v1,0012,王建国,党支部书记,2021-03-01,,200000";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private static readonly TableFormat<Roster> Format = new(new CsvFile(), new RosterTable());

    private static readonly Posting Expected = Postings.Of("0012") with { Name = "王建国", Post = Post.Secretary, BaseSubsidyFen = new Fen(200_000) };

    [Theory]
    [InlineData(Head + "\n" + Row)]
    [InlineData("sep=,\r\n" + Head + "\r\n" + Row + "\r\n")]
    [InlineData("sep=;\n村;编号;姓名;职务;任职日期;基础职务补贴（分）\nv1;0012;王建国;党支部书记;2021-03-01;200,000\n")]
    [InlineData("村\t编号\t姓名\t职务\t任职日期\t基础职务补贴（分）\nv1\t0012\t王建国\t党支部书记\t2021/3/1\t200000\n")]
    [InlineData(Head + "\nv1,0012,王建国,党支部书记,2021/3/1,,200000\n")]
    [InlineData(Head + "\nv1,0012,王建国,党支部书记,2021年3月1日,,200000\n")]
    [InlineData(Head + "\nv1,0012,王建国,党支部书记,2021.3.1,,200000\n")]
    [InlineData(Head + "\nv1,0012,王建国,党支部书记,２０２１－０３－０１,,２０００００\n")]
    [InlineData(Head + "\nｖ１,００１２,王建国,SECRETARY,20210301,,\"200,000\"\n")]
    [InlineData(Head + "\n,,,,,,\n" + Row + "\n,,,,,,\n　,,,,,,\n")]
    [InlineData(Head + ",,\n" + Row + ",,\n")]
    [InlineData("高湾镇村干部花名册,,,,,,\n（2026年10月）,,,,,,\n" + Head + "\n" + Row + "\n")]
    [InlineData("；；；；；；；；；；;;;;;;;;;;;;;;;;;;,,,,,,\n" + Head + "\n" + Row + "\n")]
    [InlineData("序号," + Head + "\n1," + Row + "\n")]
    [InlineData("村,编号,姓名,职务,任职日期,基础职务补贴（元）\nv1,0012,王建国,党支部书记,2021-03-01,2000.00\n")]
    [InlineData("村,编号,姓名,职务,任职日期,基础职务补贴（元）\nv1,0012,王建国,党支部书记,2021-03-01,\"2,000\"\n")]
    public void Read_AsOfficesWriteIt_IsTheSamePosting(string csv)
    {
        Assert.Equal([Expected], Format.Read(Encoding.UTF8.GetBytes(csv)).Document.Postings);
        Assert.Equal([Expected], Format.Read(Gb18030.GetBytes(csv)).Document.Postings);
        Assert.Equal([Expected], Format.Read((byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(csv)]).Document.Postings);
        Assert.Equal([Expected], Format.Read((byte[])[.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(csv)]).Document.Postings);
    }

    [Theory]
    [InlineData(Head + "\nv1,1.23457E+11,王建国,党支部书记,2021-03-01,,200000\n", "2:2")]
    [InlineData(Head + "\n" + Row + "\nv1,12,李芳,会计,2021-03-01,,200000\n", "2:2 3:2")]
    [InlineData(Head + "\nv1,0012,王建国,党支部书记,3/1/2021,,200000\n", "2:5")]
    [InlineData("村,编号,姓名,职务,任职日期,基础职务补贴（元）\nv1,0012,王建国,党支部书记,2021-03-01,2000.001\n", "2:6")]
    [InlineData(Head + "\n" + Row + ",\n" + Row + ",备用\n", "3:8")]
    [InlineData("sep=,\r\n" + Head + "\r\nv1,c1,王建国,老板,2021-03-01,,200000\r\n", "3:4")]
    [InlineData(Head + "\n" + Row + "\nv1,１２,李芳,会计,2021-03-01,,200000\n", "2:2 3:2")]
    [InlineData("备注," + Head + "\n," + Row + "\n", "1:1")]
    public void Read_WhatCannotBeMeantOneWay_IsRefusedWithTheCell(string csv, string places)
    {
        ProblemException refused = Assert.Throws<ProblemException>(() => Format.Read(Encoding.UTF8.GetBytes(csv)));

        Assert.Equal(places, string.Join(' ', refused.Errors.Select(error => error.Path)));
    }

    [Fact]
    public void Read_MoreRowsThanAnyTable_IsRefusedAtOnce()
    {
        string csv = $"{Head}\n{string.Concat(Enumerable.Range(0, 20_001).Select(number => $"v1,c{number},王建国,会计,2021-03-01,,0\n"))}";

        Assert.Equal("20002:1", Assert.Single(Assert.Throws<ProblemException>(() => Format.Read(Encoding.UTF8.GetBytes(csv))).Errors).Path);
    }
}
