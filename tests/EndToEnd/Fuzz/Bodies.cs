using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>Bodies: good ones, and good ones with one mistake.</summary>
internal sealed class Bodies(FuzzedCounty county)
{
    private const string Here = "\"@@HERE@@\"", Name = "@@NAME@@";

    /// <summary>A good body of an operation, for what its path names.</summary>
    public byte[] Good(FuzzedOperation operation, string mediaType, string path)
    {
        if (county.Documents.TryGetValue(path, out var document) || (Kind(operation) is { } kind && county.Documents.TryGetValue(kind, out document)))
            return mediaType switch { "text/csv" => document.Csv, FuzzedCounty.Workbook => document.Workbook, _ => document.Json };
        return Encoding.UTF8.GetBytes(Example(operation));
    }

    /// <summary>A body with a mistake or two.</summary>
    public static byte[] Broken(Random dice, byte[] good, bool isJson) => dice.Next(10) switch
    {
        0 => good[..dice.Next(good.Length + 1)],
        1 => Flipped(dice, good),
        2 => [.. Encoding.UTF8.Preamble, .. dice.Next(2) == 0 ? Encoding.UTF8.Preamble : [], .. good],
        3 => dice.Next(6) switch
        {
            0 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good)),
            1 => [.. good, .. good],
            2 => [0, .. good],
            3 => [],
            4 => Gzip(good),
            _ => Encoding.UTF8.GetBytes(new string(dice.Next(2) == 0 ? '[' : '{', 50_000)),
        },
        _ => isJson ? Encoding.UTF8.GetBytes(Mutated(dice, good)) : BrokenTable(dice, good),
    };

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Flipped(Random dice, byte[] good)
    {
        byte[] bytes = [.. good];
        if (bytes.Length > 0)
            bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
        return bytes;
    }

    private static byte[] BrokenTable(Random dice, byte[] good)
    {
        if (dice.Next(3) == 0)
            return Encoding.UTF8.GetBytes(dice.Pick(Hostile.Csv));
        string[] lines = Encoding.UTF8.GetString(good).Split('\n');
        int line = dice.Next(lines.Length);
        string[] fields = lines[line].Split(',');
        fields[dice.Next(fields.Length)] = dice.Pick(["", "\"", "\u200B", "\u202E王", "\u3000", "=1", "2026-02-30", "99999999999999999999", "-1", "x", "a,b", "\0", new string('x', 1_000), "\"a\nb\"", "\uFFFF"]);
        lines[line] = string.Join(',', fields);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    /// <summary>JSON with one value exchanged, left out, given twice or added.</summary>
    private static string Mutated(Random dice, byte[] good)
    {
        JsonNode root = JsonNode.Parse(good)!;
        List<JsonNode?> holders = [.. Holders(root)];
        switch (holders.Count == 0 ? null : dice.Pick(holders))
        {
            case JsonObject { Count: > 0 } one when dice.Next(4) == 0:
                one.Remove(dice.Pick([.. one.Select(member => member.Key)]));
                return root.ToJsonString();
            case JsonObject { Count: > 0 } one when dice.Next(3) == 0:
                string twice = dice.Pick([.. one.Select(member => member.Key)]);
                one[Name] = "@@HERE@@";
                string name = dice.Pick([twice, twice, "extra", twice.ToUpperInvariant(), "\\ud800", "", "$type"]);
                return root.ToJsonString().Replace(Name, name, StringComparison.Ordinal).Replace(Here, dice.Pick(Hostile.Json), StringComparison.Ordinal);
            case JsonObject { Count: > 0 } one:
                one[dice.Pick([.. one.Select(member => member.Key)])] = "@@HERE@@";
                break;
            case JsonArray { Count: > 0 } list when dice.Next(2) == 0:
                list.Add("@@HERE@@");
                break;
            case JsonArray { Count: > 0 } list when dice.Next(2) == 0:
                list.Add(list[0]?.DeepClone());
                return root.ToJsonString();
            case JsonArray { Count: > 0 } list:
                list[dice.Next(list.Count)] = "@@HERE@@";
                break;
            default:
                return dice.Pick(Hostile.Json);
        }

        return root.ToJsonString().Replace(Here, dice.Pick(Hostile.Json), StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode?> Holders(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(member => Holders(member.Value)).Prepend(one),
        JsonArray list => list.SelectMany(Holders).Prepend(list),
        _ => [],
    };

    // A document of the kind, where the path names another one.
    private string? Kind(FuzzedOperation operation) => county.Documents.Keys.FirstOrDefault(path => path == "villages" ? operation.Id == "PutVillages"
        : path.EndsWith("/roster", StringComparison.Ordinal) ? operation.Id == "PutRoster" : operation.Id == "PutSubmission");

    private string Example(FuzzedOperation operation) => operation.Id switch
    {
        "StartCycle" => $$$"""
            {"period":"{{{county.Open}}}","schemeVersion":1,"dates":{"opens":"2026-10-01T00:00:00Z","collectingDue":"2099-10-01T00:00:00Z","decisionDue":"2099-10-02T00:00:00Z","appeals":"P5D","rectificationDue":"2099-10-02T00:00:00Z"},
            "specialItems":[{"kind":"check","id":"extra","title":{"zh-CN":"额外"},"provenance":"example","source":"township"}]}
            """,
        "AcknowledgeSubjectNotice" or "AcknowledgeVillageNotice" => $$$"""{"talk":{"with":"李芳","on":"{{{DateTime.UtcNow:yyyy-MM-dd}}}","note":"谈了\n两点"}}""",
        "PutDecision" => $$$"""
            {"kind":"adjust","round":1,"attendees":["李芳","王建国"],"minutes":"纪要1号","adjustments":[{"subject":"{{{county.Cadres[0]}}}","grade":"fair","reason":"表现"}],"overrideReason":"特殊",
            "returns":[{"township":"{{{county.Township}}}","source":"township","reason":"重报"}]}
            """,
        "ExtendCollecting" => """{"until":"2026-12-01T00:00:00Z","reason":"节日"}""",
        "PutWaiver" => """{"reason":"数据缺失"}""",
        "PutAppeal" => """{"grounds":"读数有误","items":["household-visits"]}""",
        "PutAppealRuling" => $$$"""
            {"ruling":"corrected","reason":"属实","attendees":["李芳"],"minutes":"纪要2号","readings":[{"item":"household-visits","source":"township","value":10,"subject":"{{{county.Cadres[0]}}}"}],"withdrawnObservations":["o1"]}
            """,
        "PutObservation" => $$$"""{"rule":"{{{county.Rule}}}","subject":"{{{county.Cadres[0]}}}","on":"{{{county.Open.FirstDay:O}}}","evidence":"照片"}""",
        "PutRectificationReport" => """{"done":"已整改"}""",
        "PutRectificationVerification" => """{"accepted":true,"note":"属实"}""",
        "PutRectificationDue" => """{"due":"2099-01-01T00:00:00Z","reason":"农忙"}""",
        "PutCommendation" => $$$"""{"kind":"person","recipient":"{{{county.Cadres[0]}}}","level":"city","title":"优秀党务工作者","issuedBy":"沧州市委","on":"2026-07-01","document":"沧字〔2026〕7号"}""",
        "PutDueActionReport" => $$$"""{"on":"{{{DateTime.UtcNow:yyyy-MM-dd}}}","heldBy":["李芳"],"minutes":"谈话记录"}""",
        "PutFileCorrection" => """{"on":"2021-03-01","text":"任职时间有误","reason":"核对文件"}""",
        "PutSchemeVersion" => county.Scheme.ToJson(),
        _ => """{"reason":"x"}""",
    };
}
