using System.Text;

namespace Yuekao.App.Tests.Records.Rosters;

public sealed class RosterCsvTests
{
    private const string Header = "village,cadre,name,post,from,to,baseSubsidyFen,absence,absenceFrom,absenceTo";
    private const string Good = "v1,c1,王建国,secretary,2021-03-01,,200000,,,";

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameRoster()
    {
        var roster = new Roster(
        [
            Postings.Of("c1") with { To = new DateOnly(2026, 12, 31), Absence = new Absence(AbsenceKind.Suspended, new DateOnly(2026, 9, 21)) },
            Postings.Of("c2") with { Name = "=cmd|' /C calc'!A0", BaseSubsidyFen = Fen.MaximumBase },
            Postings.Of("c3") with { Name = "李, \"小\"'", Absence = new Absence(AbsenceKind.OnLeave, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)) },
            Postings.OfTownship("c4", Post.TownshipSecretary),
        ]);

        byte[] csv = new TableFormat<Roster>(new CsvFile(), new RosterTable()).Write(roster);

        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.Contains("'=cmd", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.Equal(roster.Postings, new TableFormat<Roster>(new CsvFile(), new RosterTable()).Read(csv).Document.Postings);
    }

    [Theory]
    [InlineData(Header + "\n" + Good)]
    [InlineData("\uFEFF" + Header + "\r\n" + Good + "\r\n")]
    [InlineData(Header + "\n\n" + Good + "\n\n")]
    [InlineData("\"village\",cadre,name,post,from,baseSubsidyFen\n\"v1\",c1, 王建国 ,secretary,2021-03-01,200000\n")]
    [InlineData("baseSubsidyFen,name,cadre,from,post,village\n200000,王建国,c1,2021-03-01,secretary,v1\n")]
    [InlineData("村,编号,姓名,职务,任职日期,基础职务补贴（分）\nv1,c1,王建国,党支部书记,2021-03-01,200000\n")]
    public void Read_AnyWayToWriteIt_IsTheSamePosting(string csv)
    {
        Posting expected = Postings.Of("c1") with { Village = VillageId.Of("v1"), Name = "王建国", Post = Post.Secretary, From = new DateOnly(2021, 3, 1), BaseSubsidyFen = new Fen(200_000) };

        Assert.Equal([expected], Read(csv).Document.Postings);
    }

    [Theory]
    [InlineData("townshipSecretary", Post.TownshipSecretary)]
    [InlineData("乡镇党委书记", Post.TownshipSecretary)]
    [InlineData("乡镇党委组织委员", Post.OrganizationMember)]
    [InlineData("专职组织员", Post.FullTimeOrganizer)]
    public void Read_PostOfTheTownship_HasNoVillage(string title, Post post)
    {
        Posting read = Assert.Single(Read($"{Header}\n,c1,王建国,{title},2021-03-01,,0,,,\n").Document.Postings);

        Assert.Equal((null, post), (read.Village, read.Post));
    }

    [Theory]
    [InlineData("", "1:1 1:1 1:1 1:1 1:1 1:1")]
    [InlineData("village,cadre,name,name,from,wage\n", "1:4 1:6 1:1 1:1")]
    [InlineData(Header + "\nv1,c1,王建国\n" + Good + "\nv1\n", "2:4 2:5 2:7 4:2 4:3 4:4 4:5 4:7")]
    [InlineData(Header + "\nv1,c1,王建国,boss,3/1/2021,x,2000.50,,,\n,,,,,,,,,\n", "2:4 2:5 2:6 2:7")]
    [InlineData(Header + "\n" + Good + "\nv1,c2,\"李\n芳\",secretary,2021-03-01,,1.5,,,\n", "3:7")]
    [InlineData(Header + "\nv1,c2,李芳,secretary,2021-02-29,,20万,holiday,,\n", "2:5 2:7 2:8 2:9")]
    [InlineData(Header + "\nv1,c2,李芳,secretary,2021-02-28,,200000,,2026-01-01,\n", "2:8")]
    [InlineData(Header + "\nv1,c2,李\"芳\",secretary,2021-02-28,,200000,,,\n", "2:1")]
    public void Read_Malformed_ListsEverythingByLineAndField(string csv, string places)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => Read(csv));

        Assert.Equal(ProblemType.Malformed, problem.Type);
        Assert.Equal(places, string.Join(' ', problem.Errors.Select(error => error.Path)));
    }

    [Fact]
    public void Read_NeitherUtf8NorGb18030_IsMalformed()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes($"{Header}\nv1,c1,"), 0xCD, 0x20, 0xFF];

        Assert.Equal("1:1", Assert.Single(Assert.Throws<ProblemException>(() => new TableFormat<Roster>(new CsvFile(), new RosterTable()).Read(broken)).Errors).Path);
    }

    [Fact]
    public void Read_MoreErrorsThanAnyoneReads_ListsTheFirstAndSaysHowMany()
    {
        string csv = $"{Header}\n{string.Concat(Enumerable.Repeat("v1,c1,王建国,boss,2021-03-01,,200000,,,\n", 201))}";

        ProblemException problem = Assert.Throws<ProblemException>(() => Read(csv));

        Assert.Equal(200, problem.Errors.Count);
        Assert.Contains("201", problem.Detail!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void PlaceOf_PathOfARule_IsItsLineAndField()
    {
        Located<Roster> read = Read($"{Header}\n{Good}\n{Good}\n");

        Assert.Equal(("3:1", "3:9", "2:7"), (read.PlaceOf("$.postings[1].village"), read.PlaceOf("$.postings[1].absence.from"), read.PlaceOf("$.postings[0].baseSubsidyFen")));
    }

    private static Located<Roster> Read(string csv) => new TableFormat<Roster>(new CsvFile(), new RosterTable()).Read(Encoding.UTF8.GetBytes(csv));
}
