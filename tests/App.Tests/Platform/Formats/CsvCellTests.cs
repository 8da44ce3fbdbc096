namespace Yuekao.App.Tests.Platform.Formats;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("王建国", "王建国")]
    [InlineData("'王", "'王")]
    [InlineData("1=1", "1=1")]
    [InlineData("", "")]
    public void Protect_AnyText_RunsNothingAndComesBack(string text, string expected)
    {
        Assert.Equal(expected, CsvCell.Protect(text));
        Assert.Equal(text, CsvCell.Unprotect(expected));
    }
}
