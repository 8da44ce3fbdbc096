using System.Globalization;
using System.Text.Json.Nodes;
using Yuekao.Assessment.Loading;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>A small scheme that uses every part of the document; tests change one thing at a time.</summary>
internal static class SampleScheme
{
    public const string Json = """
        {
          "id": "sample.village-monthly",
          "version": 1,
          "title": { "zh-CN": "示例", "en": "Sample" },
          "period": "month",
          "subject": "cadre",
          "pool": "township",
          "decidedBy": "township",
          "sources": [
            { "id": "township", "title": { "zh-CN": "乡镇组织员办公室" } },
            { "id": "department:civil-affairs", "title": { "zh-CN": "民政" } },
            { "id": "department:organization", "title": { "zh-CN": "组织部" } }
          ],
          "items": [
            { "kind": "check", "id": "on-duty", "title": { "zh-CN": "坐班值班" }, "provenance": "example", "source": "township" },
            { "kind": "measure", "id": "income", "title": { "zh-CN": "村集体经济" }, "provenance": "source", "source": "department:civil-affairs", "level": "village",
              "unit": { "zh-CN": "元", "en": "yuan" }, "least": -1000000, "greatest": 100000000, "decimals": 2, "bands": [ { "from": 0, "points": 0 }, { "from": 30000, "points": 5 }, { "from": 50000, "points": 10 } ] },
            { "kind": "points", "id": "party-day", "title": { "zh-CN": "多彩主题党日" }, "provenance": "source", "source": "township", "maximum": 20 },
            { "kind": "check", "id": "grid", "title": { "zh-CN": "网格化管理" }, "provenance": "source", "source": "township", "level": "village", "maximum": 10 },
            { "kind": "level", "id": "review", "title": { "zh-CN": "综合评议" }, "provenance": "example",
              "levels": [ { "id": "excellent", "title": { "zh-CN": "优秀" }, "points": 20 }, { "id": "good", "title": { "zh-CN": "良好" }, "points": 16 },
                          { "id": "average", "title": { "zh-CN": "一般" }, "points": 12 }, { "id": "poor", "title": { "zh-CN": "较差" }, "points": 6 } ] }
          ],
          "gate": { "outcome": "poor", "conditions": [ { "item": "on-duty" } ] },
          "components": [
            { "id": "work", "title": { "zh-CN": "实绩" }, "weight": 70, "items": [ "income", "party-day", "grid" ] },
            { "id": "review", "title": { "zh-CN": "综合评议" }, "weight": 30, "items": [ "review" ],
              "raters": [ { "source": "township", "weight": 60 }, { "source": "department:organization", "weight": 40 } ] }
          ],
          "specialItems": { "component": "work", "atMost": 2, "maximum": 20 },
          "bonus": { "cap": 5, "rules": [
            { "kind": "level", "id": "commendation", "title": { "zh-CN": "表彰" }, "provenance": "source", "sources": [ "department:organization" ], "counting": "highest",
              "levels": [ { "id": "central", "title": { "zh-CN": "中央" }, "points": 5 }, { "id": "county", "title": { "zh-CN": "县" }, "points": 1 } ] } ] },
          "deductions": { "cap": 10, "rules": [
            { "kind": "fixed", "id": "absence", "title": { "zh-CN": "缺勤" }, "provenance": "example", "sources": [ "township" ], "points": 0.5, "cap": 2 },
            { "kind": "range", "id": "complaint", "title": { "zh-CN": "投诉" }, "provenance": "example", "sources": [ "township", "department:civil-affairs" ], "maximum": 3 } ] },
          "vetoes": [ { "id": "accident", "title": { "zh-CN": "安全事故" }, "provenance": "example", "sources": [ "department:civil-affairs" ], "outcome": "poor" } ],
          "tieBreakers": [ { "kind": "item", "item": "party-day" }, { "kind": "component", "component": "review" }, { "kind": "bonus" }, { "kind": "deductions" } ],
          "grading": { "kind": "quota", "middle": "fair", "grades": [
            { "id": "excellent", "title": { "zh-CN": "优秀" }, "share": 0.2 },
            { "id": "fair", "title": { "zh-CN": "一般" }, "share": 0.6 },
            { "id": "poor", "title": { "zh-CN": "较差" }, "share": 0.2 } ] },
          "notAssessed": { "minimumDays": 15 },
          "subsidy": { "assessedShare": 0.2, "reward": { "kind": "pooled" },
            "grades": [ { "grade": "excellent", "paid": 1, "rewarded": true }, { "grade": "fair", "paid": 1 }, { "grade": "poor", "paid": 0 } ] },
          "standing": { "barredFrom": { "zh-CN": "年度优秀等次" },
            "rules": [ { "grade": "excellent", "bars": "fewerThan", "periods": 6 }, { "grade": "poor", "bars": "atLeast", "periods": 3 } ],
            "priorityFor": [ { "zh-CN": "评优评先" }, { "zh-CN": "公务员选拔" } ] },
          "rectification": { "below": 0.6 },
          "consequences": [
            { "id": "supervision", "title": { "zh-CN": "现场督办" }, "when": { "kind": "bottom", "places": 2 }, "action": "onSiteSupervision" },
            { "id": "talk", "title": { "zh-CN": "诫勉谈话" }, "when": { "kind": "grade", "grade": "poor", "running": 2 }, "action": "admonitionTalk" },
            { "id": "file", "title": { "zh-CN": "存档" }, "when": { "kind": "everyone" }, "action": "personnelFile" } ],
          "calendar": {
            "collectingOpens": { "from": "periodEnd", "days": -4, "time": "08:00:00" },
            "collectingDue": { "from": "periodEnd", "days": 3, "time": "18:00:00" },
            "decisionDue": { "from": "periodEnd", "days": 6, "time": "18:00:00" } }
        }
        """;

    public static Scheme Scheme { get; } = Scheme.Load(Json).Required();

    /// <summary>The sample with some of its members replaced, added or, by null, removed.</summary>
    public static SchemeLoadResult With(params (string Path, string? Value)[] changes)
    {
        var root = JsonNode.Parse(Json)!;
        foreach (var (path, value) in changes)
            Set(root, path, value);
        return Scheme.Load(root.ToJsonString());
    }

    private static void Set(JsonNode root, string path, string? value)
    {
        var steps = path.Split('/');
        var owner = steps[..^1].Aggregate(root, (node, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[step]!);
        var member = steps[^1];
        if (owner is JsonObject target && value is null)
            target.Remove(member);
        else if (owner is JsonObject parent)
            parent[member] = JsonNode.Parse(value!);
        else if (value is null)
            owner.AsArray().RemoveAt(int.Parse(member, CultureInfo.InvariantCulture));
        else if (member == "+")
            owner.AsArray().Add(JsonNode.Parse(value));
        else
            owner[int.Parse(member, CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
    }
}
