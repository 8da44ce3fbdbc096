using System.Text;

namespace Yuekao.App.Tests.Tell.Channels.WeCom;

public sealed class WeComMarkdownTests
{
    private const string Id = "n-1";
    private const string Mark = "\n> 编号：n-1";
    private const string End = $"\n{WeComMarkdown.Hint}{Mark}";

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Of_AsManyBytesAsARobotTakes_IsWhole(int more, bool cut)
    {
        string markdown = $"# 反馈\n{new string('a', WeComMarkdown.MostBytes - Bytes("# 反馈\n") - Bytes(Mark) + more)}";

        string content = WeComMarkdown.Of(markdown, Id);

        Assert.Equal(cut ? $"# 反馈{End}" : markdown + Mark, content);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Of_TooManyLines_LeavesOutWholeLinesAtTheEnd(string lineEnd)
    {
        string[] lines = [.. Enumerable.Range(1000, 300).Select(number => $"第{number}项：村集体收入")];

        string content = WeComMarkdown.Of(string.Join(lineEnd, lines), Id);

        Assert.EndsWith(End, content, StringComparison.Ordinal);
        string[] kept = content[..^End.Length].Split(lineEnd);
        Assert.Equal(lines[..kept.Length], kept);
        Assert.InRange(Bytes(content), WeComMarkdown.MostBytes - Bytes(lines[0] + lineEnd) + 1, WeComMarkdown.MostBytes);
    }

    [Fact]
    public void Of_LineThatFillsTheLastByte_IsKept()
    {
        string line = new('a', WeComMarkdown.MostBytes - Bytes(End));

        Assert.Equal(line + End, WeComMarkdown.Of($"{line}\n{new string('b', 200)}", Id));
    }

    [Theory]
    [InlineData("考")]
    [InlineData("\U00020BB7")]
    [InlineData("e\u0301")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    public void Of_OneLongLine_IsCutBetweenCharacters(string character)
    {
        for (int offset = 0; offset < Bytes(character); offset++)
        {
            string start = new('a', offset);

            string content = WeComMarkdown.Of(start + string.Concat(Enumerable.Repeat(character, 3000)), Id);

            Assert.StartsWith(start, content, StringComparison.Ordinal);
            Assert.EndsWith(End, content, StringComparison.Ordinal);
            Assert.Equal("", content[offset..^End.Length].Replace(character, "", StringComparison.Ordinal));
            Assert.InRange(Bytes(content), WeComMarkdown.MostBytes - Bytes(character) + 1, WeComMarkdown.MostBytes);
        }
    }

    [Fact]
    public void Of_IdWithALineEnd_StaysInTheLastLine() => Assert.Equal("好\n> 编号：n  # 假", WeComMarkdown.Of("好\n\n", "n\r\n# 假"));

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
