using System.Text;

namespace Yuekao.App.Platform;

/// <summary>Amounts of money in Chinese capitals (中文大写金额), which nobody alters with one stroke: as the People's Bank's rules for filling in bills (正确填写票据和结算凭证的基本规定) have them.</summary>
internal static class CapitalAmount
{
    private const long TenThousand = 10_000;
    private const long HundredMillion = 100_000_000;

    private static readonly string[] Digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
    private static readonly (long Value, string Name)[] Places = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];

    /// <summary>壹万贰仟叁佰肆拾伍元陆角柒分; ends with 整 unless it has fen; less than nothing begins with 负.</summary>
    public static string Of(Fen amount)
    {
        if (amount == Fen.Zero)
            return "零元整";
        ulong fen = (ulong)Math.Abs((decimal)amount.Amount);
        (long yuan, int tenths, int hundredths) = ((long)(fen / 100), (int)(fen / 10 % 10), (int)(fen % 10));
        var words = new StringBuilder(amount < Fen.Zero ? "负" : "");
        if (yuan > 0)
            words.Append(Whole(yuan)).Append('元');
        // One zero where yuan, or tenths, have none before what follows.
        if (yuan > 0 && (tenths > 0 ? yuan % 10 == 0 : hundredths > 0))
            words.Append('零');
        if (tenths > 0)
            words.Append(Digits[tenths]).Append('角');
        return words.Append(hundredths > 0 ? $"{Digits[hundredths]}分" : "整").ToString();
    }

    private static string Whole(long number) => number switch
    {
        >= HundredMillion => Parted(number, HundredMillion, "亿"),
        >= TenThousand => Parted(number, TenThousand, "万"),
        _ => Small(number),
    };

    private static string Parted(long number, long unit, string name)
    {
        (long high, long low) = Math.DivRem(number, unit);
        return $"{Whole(high)}{name}{(low == 0 ? "" : $"{(low < unit / 10 ? Digits[0] : "")}{Whole(low)}")}";
    }

    /// <summary>Below ten thousand: a run of zeros inside is said once, at the end not at all.</summary>
    private static string Small(long number)
    {
        var words = new StringBuilder();
        bool isSkipped = false;
        foreach ((long value, string name) in Places)
        {
            long digit = number / value % 10;
            if (digit > 0)
                words.Append(isSkipped && words.Length > 0 ? Digits[0] : "").Append(Digits[digit]).Append(name);
            isSkipped = digit == 0;
        }

        return words.ToString();
    }
}
