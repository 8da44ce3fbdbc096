namespace Yuekao.App.Tests.Platform.Texts;

public sealed class WrittenTextTests
{
    [Theory]
    [InlineData("王建国", "王建国")]
    [InlineData("", "")]
    [InlineData("\u3000王建国\u3000", "王建国")]
    [InlineData("\u00A0王建国\u2003\u202F", "王建国")]
    [InlineData("王\u3000\u3000芳", "王 芳")]
    [InlineData("Ann\u00A0  Lee", "Ann Lee")]
    [InlineData("\t王建国\t", "王建国")]
    [InlineData("\u3000\u3000", "")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\uF9D1", "\u516D")]
    [InlineData("\U00020000\U00031350", "\U00020000\U00031350")]
    [InlineData("一行\r\n二行\r三行\u2028四行", "一行\n二行\n三行\n四行")]
    [InlineData("\n\n　　第一段  。 \n\n第二段\n\u3000\n", "第一段 。\n\n第二段")]
    public void TryNormalize_WhatPeopleWrite_IsKeptInOneForm(string written, string kept)
    {
        Assert.True(WrittenText.TryNormalize(written, out string normalized, out _));

        Assert.Equal(kept, normalized);
        Assert.True(WrittenText.TryNormalize(normalized, out string again, out _));
        Assert.Equal(normalized, again);
    }

    [Theory]
    [InlineData(0x0000, "a control character")]
    [InlineData(0x0009, "a control character")]
    [InlineData(0x001B, "a control character")]
    [InlineData(0x007F, "a control character")]
    [InlineData(0x0080, "a control character")]
    [InlineData(0x00AD, "which cannot be seen")]
    [InlineData(0x034F, "which cannot be seen")]
    [InlineData(0x061C, "which turns the direction of writing")]
    [InlineData(0x115F, "which cannot be seen")]
    [InlineData(0x180E, "which cannot be seen")]
    [InlineData(0x200B, "which cannot be seen")]
    [InlineData(0x200D, "which cannot be seen")]
    [InlineData(0x200F, "which turns the direction of writing")]
    [InlineData(0x202E, "which turns the direction of writing")]
    [InlineData(0x2060, "which cannot be seen")]
    [InlineData(0x2066, "which turns the direction of writing")]
    [InlineData(0x2069, "which turns the direction of writing")]
    [InlineData(0x3164, "which cannot be seen")]
    [InlineData(0xE000, "a private character, another one on every machine")]
    [InlineData(0xFE0F, "which cannot be seen")]
    [InlineData(0xFEFF, "which cannot be seen")]
    [InlineData(0xFFFF, "which is no character")]
    [InlineData(0xE0041, "which cannot be seen")]
    [InlineData(0xE0100, "which cannot be seen")]
    [InlineData(0xF0000, "a private character, another one on every machine")]
    [InlineData(0x1FFFE, "which is no character")]
    public void TryNormalize_WhatNobodySees_IsRefusedByNameAndPlace(int code, string what)
    {
        Assert.False(WrittenText.TryNormalize($"王{char.ConvertFromUtf32(code)}芳", out _, out LocalizableString? wrong));

        Assert.StartsWith($"must not hold U+{code:X4}, {what}, as its character 2: ", wrong!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xD800, "芳")]
    [InlineData(0xD800, "")]
    [InlineData(0xDC00, "芳")]
    [InlineData(0xDC00, "")]
    public void TryNormalize_HalfACharacter_IsRefused(int half, string after)
    {
        Assert.False(WrittenText.TryNormalize($"王{(char)half}{after}", out _, out LocalizableString? wrong));

        Assert.StartsWith($"must not hold U+{half:X4}, half a character, as its character 2", wrong!.ToString(), StringComparison.Ordinal);
        Assert.Equal($"王{after}", WrittenText.Seen($"王{(char)half}{after}"));
    }

    [Theory]
    [InlineData("王\u202E建国\u200B", "王建国")]
    [InlineData("\u200B", "")]
    public void Seen_NameOfAToken_IsWithoutWhatNobodySees(string name, string seen) => Assert.Equal(seen, WrittenText.Seen(name));
}
