namespace Yuekao.App.Tests.Platform.Formats;

public sealed class CapitalAmountTests
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";

    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(1, "壹分")]
    [InlineData(10, "壹角整")]
    [InlineData(16, "壹角陆分")]
    [InlineData(100, "壹元整")]
    [InlineData(105, "壹元零伍分")]
    [InlineData(150, "壹元伍角整")]
    [InlineData(1_234_567, "壹万贰仟叁佰肆拾伍元陆角柒分")]
    [InlineData(140_950, "壹仟肆佰零玖元伍角整")]
    [InlineData(600_714, "陆仟零柒元壹角肆分")]
    [InlineData(168_032, "壹仟陆佰捌拾元零叁角贰分")]
    [InlineData(32_504, "叁佰贰拾伍元零肆分")]
    [InlineData(1_000_000, "壹万元整")]
    [InlineData(1_000_100, "壹万零壹元整")]
    [InlineData(10_700_053, "壹拾万柒仟元零伍角叁分")]
    [InlineData(10_000_000_000, "壹亿元整")]
    [InlineData(10_000_001_000, "壹亿零壹拾元整")]
    [InlineData(100_000_000_000_000, "壹万亿元整")]
    [InlineData(-1_234_500, "负壹万贰仟叁佰肆拾伍元整")]
    public void Of_AnAmount_IsWrittenAsBillsAre(long fen, string expected) => Assert.Equal(expected, CapitalAmount.Of(new Fen(fen)));

    /// <summary>Read back by other means, each is the amount that it was made of.</summary>
    [Fact]
    public void Of_AnyAmount_ReadsBackAsIt()
    {
        var dice = new Random(20261201);
        for (int turn = 0; turn < 20_000; turn++)
        {
            long fen = dice.NextInt64(1L << dice.Next(1, 62)) * (dice.Next(2) * 2 - 1);
            string words = CapitalAmount.Of(new Fen(fen));
            Assert.True(fen == Read(words), $"{fen}: {words}");
            Assert.DoesNotContain("零零", words, StringComparison.Ordinal);
            Assert.DoesNotContain("零元整", fen == 0 ? "" : words, StringComparison.Ordinal);
            Assert.True(words.EndsWith('整') || words.EndsWith('分'), words);
        }
    }

    private static long Read(string words)
    {
        (long sum, long section, long digit, decimal whole) = (0, 0, 0, 0);
        foreach (char one in words.TrimStart('负'))
        {
            switch (one)
            {
                case '仟' or '佰' or '拾':
                    section += digit * (one == '仟' ? 1000 : one == '佰' ? 100 : 10);
                    digit = 0;
                    break;
                case '万':
                    sum += (section + digit) * 10_000;
                    (section, digit) = (0, 0);
                    break;
                case '亿':
                    whole = (whole + sum + section + digit) * 100_000_000;
                    (sum, section, digit) = (0, 0, 0);
                    break;
                case '元':
                    whole = (whole + sum + section + digit) * 100;
                    (sum, section, digit) = (0, 0, 0);
                    break;
                case '角' or '分':
                    whole += digit * (one == '角' ? 10 : 1);
                    digit = 0;
                    break;
                case '整':
                    break;
                default:
                    digit = Digits.IndexOf(one, StringComparison.Ordinal);
                    break;
            }
        }

        return (long)whole * (words.StartsWith('负') ? -1 : 1);
    }
}
