namespace Yuekao.Local.SampleCounty.Places;

/// <summary>One of a county's townships, and how much of the county the sample puts there.</summary>
/// <param name="Id">Its id: its name's pinyin.</param>
/// <param name="Name">Its name.</param>
/// <param name="Villages">How many of the county's villages it has.</param>
/// <param name="Known">Villages that the source names: name and pinyin.</param>
internal sealed record TownshipPlan(TownshipId Id, string Name, int Villages, IReadOnlyList<(string Name, string Pinyin)> Known)
{
    /// <summary>The seven townships; the villages add up to 197, how they are spread is invented.</summary>
    public static IReadOnlyList<TownshipPlan> Haixing { get; } =
    [
        new(TownshipId.Of("suji"), "苏基镇", 35, []),
        new(TownshipId.Of("xinji"), "辛集镇", 28, []),
        new(TownshipId.Of("gaowan"), "高湾镇", 36, [("小黄村", "xiaohuang")]),
        new(TownshipId.Of("zhaomaotao"), "赵毛陶镇", 30, []),
        new(TownshipId.Of("xiangfang"), "香坊乡", 22, []),
        new(TownshipId.Of("xiaoshan"), "小山乡", 26, []),
        new(TownshipId.Of("zhanghuiting"), "张会亭乡", 20, []),
    ];

    /// <summary>Dongguang's nine; how its 447 villages are spread is invented.</summary>
    public static IReadOnlyList<TownshipPlan> Dongguang { get; } =
    [
        new(TownshipId.Of("dongguang"), "东光镇", 82, [("东安屯村", "dongantun")]),
        new(TownshipId.Of("lianzhen"), "连镇镇", 58, [("小邢村", "xiaoxing")]),
        new(TownshipId.Of("zhaowang"), "找王镇", 52, []),
        new(TownshipId.Of("qincun"), "秦村镇", 44, []),
        new(TownshipId.Of("dengmingsi"), "灯明寺镇", 47, []),
        new(TownshipId.Of("nanxiakou"), "南霞口镇", 46, []),
        new(TownshipId.Of("dadan"), "大单镇", 40, []),
        new(TownshipId.Of("longwangli"), "龙王李镇", 42, []),
        new(TownshipId.Of("yuqiao"), "于桥乡", 36, []),
    ];
}
