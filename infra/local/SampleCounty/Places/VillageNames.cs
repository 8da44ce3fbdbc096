namespace Yuekao.Local.SampleCounty.Places;

/// <summary>Invents village names as the plain has them, 前王庄村 or 刘官庄村, with ids from their pinyin.</summary>
internal static class VillageNames
{
    private static readonly IReadOnlyList<(string Text, string Pinyin)> Positions =
        [("", ""), ("", ""), ("", ""), ("大", "da"), ("小", "xiao"), ("前", "qian"), ("后", "hou"), ("东", "dong"), ("西", "xi"), ("南", "nan"), ("北", "bei")];

    private static readonly IReadOnlyList<(string Text, string Pinyin)> Families =
    [
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("孙", "sun"), ("马", "ma"), ("高", "gao"),
        ("韩", "han"), ("邓", "deng"), ("崔", "cui"), ("付", "fu"), ("宋", "song"), ("郭", "guo"), ("曹", "cao"), ("贾", "jia"), ("丁", "ding"), ("魏", "wei"),
        ("尹", "yin"), ("吕", "lyu"), ("史", "shi"), ("郝", "hao"), ("孟", "meng"), ("白", "bai"), ("冯", "feng"), ("何", "he"), ("胡", "hu"), ("姜", "jiang"),
        ("康", "kang"), ("孔", "kong"), ("林", "lin"), ("卢", "lu"), ("潘", "pan"), ("齐", "qi"), ("任", "ren"), ("沈", "shen"), ("唐", "tang"), ("田", "tian"),
        ("薛", "xue"), ("闫", "yan"), ("袁", "yuan"), ("郑", "zheng"), ("周", "zhou"), ("朱", "zhu"), ("邢", "xing"), ("石", "shi"), ("梁", "liang"), ("纪", "ji"),
    ];

    private static readonly IReadOnlyList<(string Text, string Pinyin)> Endings =
    [
        ("庄", "zhuang"), ("家庄", "jiazhuang"), ("官庄", "guanzhuang"), ("庄子", "zhuangzi"), ("楼", "lou"), ("桥", "qiao"), ("店", "dian"),
        ("台", "tai"), ("洼", "wa"), ("口", "kou"), ("堤", "di"), ("屯", "tun"), ("坊", "fang"),
    ];

    /// <summary>The villages of a township: those known first, the others invented; names and ids are unique in it.</summary>
    public static IReadOnlyList<SampleVillage> Of(TownshipPlan township, Dice dice)
    {
        var villages = township.Known.Select(known => Village(township, known.Name, known.Pinyin)).ToList();
        var taken = villages.Select(village => village.Id).ToHashSet();
        while (villages.Count < township.Villages)
        {
            var (position, family, ending) = (dice.Pick(Positions), dice.Pick(Families), dice.Pick(Endings));
            SampleVillage village = Village(township, $"{position.Text}{family.Text}{ending.Text}村", $"{position.Pinyin}{family.Pinyin}{ending.Pinyin}");
            if (taken.Add(village.Id))
                villages.Add(village);
        }

        return villages;
    }

    private static SampleVillage Village(TownshipPlan township, string name, string pinyin) => new(VillageId.Of($"{township.Id}-{pinyin}"), name);
}
