namespace Yuekao.Local.SampleCounty.People;

/// <summary>Invents names from common surnames and characters. Whoever bears one of them is not meant.</summary>
internal static class PersonNames
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private const string MenFirst = "建国志海宝福春树庆永金玉长德文新立占洪景兴振书连俊世广云忠";
    private const string MenLast = "军强伟明华林生峰山江河东民才祥义臣刚亮勇杰成龙海涛平安旺田友";
    private const string WomenFirst = "秀淑桂玉春丽艳红金凤爱素雪晓文美月海";
    private const string WomenLast = "英兰梅芳霞玲敏娟燕华珍荣萍云香琴丽红静莲";

    // A third of the surnames are those of most people.
    private const int CommonSurnames = 12;

    public static string Of(bool woman, Dice dice)
    {
        char surname = dice.Chance(60) ? Surnames[dice.Below(CommonSurnames)] : Surnames[dice.Below(Surnames.Length)];
        (string first, string last) = woman ? (WomenFirst, WomenLast) : (MenFirst, MenLast);
        char given = last[dice.Below(last.Length)];
        return dice.Chance(15) ? $"{surname}{given}" : $"{surname}{OtherThan(given, first, dice)}{given}";
    }

    private static char OtherThan(char given, string choices, Dice dice)
    {
        char chosen = choices[dice.Below(choices.Length)];
        return chosen == given ? choices[(choices.IndexOf(chosen, StringComparison.Ordinal) + 1) % choices.Length] : chosen;
    }
}
