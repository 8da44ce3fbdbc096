namespace Yuekao.EndToEnd.Fuzz;

/// <summary>What clients should not send.</summary>
internal static class Hostile
{
    private static readonly string Long = new('a', 5_000);

    /// <summary>Path segments, escaped as they go over the wire.</summary>
    public static IReadOnlyList<string> Segments { get; } =
    [
        "%00", "a%00b", "..", ".", "...", "%2e%2e", "%2E%2e%2f", "%2f", "a%2fb", "%252f", "%5c", "\\", "'", "''", "%27%20or%201%20eq%201", "|", "%7C", "~", "%7D", "{county}", "*",
        "%E6%B1%89", "%E2%80%8B", "%E2%80%AE", "%ED%A0%80", "%C0%AE", "%FF", "%zz", "%", "%2", "", "%20", "+", "a+b", ";", "a;b=c", "@", ":", ":a", "=", "&", "!", "$", "(", ")", ",", "%3F", "%23",
        "%0D%0Ax:%20y", "%09", "%1F", "%7F", "null", "-", "-1", "0", "1", "007", "99999999999999999999", "2026", "0000", "9999", "2026-13", "2026-Q3", "2026-W01", "0000-00", "9999-12", "0001-01",
        "county", "County", "township", "department:", "department:x", "department:department:x", "message", "subject.c1", "village.v1", "a~b~c~d~e", "a|b", "__proto__", "constructor", "CON", Long,
        string.Concat(Enumerable.Repeat("%20", 1_000)), string.Concat(Enumerable.Repeat("%E6", 500)),
    ];

    /// <summary>Values of query parameters, escaped.</summary>
    public static IReadOnlyList<string> Queries { get; } =
    [
        .. Segments.Where(segment => !segment.Contains('&', StringComparison.Ordinal)), "true", "false", "TRUE", "10", "1000", "1001", "1.5", "1e3", "+1", "2026-10-31", "2026-02-30", "0001-01-01",
        "9999-12-31", "2026-10-31T00:00:00Z", "2026-10-31T00:00:00", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59.9999999-14:00", "2026-10-31T00:00:00%2B99:00", "open", "zh-CN", "en", "AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAA%3D", "2026-10:1:" + new string('0', 64), "%F0%9F%98%80", "a%00", "%EF%BB%BF",
    ];

    /// <summary>JSON values, as they are written.</summary>
    public static IReadOnlyList<string> Json { get; } =
    [
        "null", "true", "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "99999999999999999999999999", "0.1234567890123456789012345678901", "2147483648", "9223372036854775808", "79228162514264337593543950336", "\"\"",
        "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud800\"", "\"\\u202e\"", "\"\\u200b\\u200b\"", "\"\\u3000\"", "\"\\ufeff\"", "\"\\uffff\"", "\"\\ue000\"", $"\"{Long}\"", "\"a\\nb\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", Nested(20), Nested(40), Nested(100_000), "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}", "{\"\":1}", "{\"$type\":\"x\"}", "{\"kind\":\"check\"}", "{\"kind\":1}", "{\"kind\":\"\\ud800\"}",
        "NaN", "01", "'x'", "tru", "\"", "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2026-10-31T24:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2026-10-31T00:00:00\"",
        "\"P99999999D\"", "\"-P1D\"", "\"P1Y\"", "\"PT0S\"", "\"P10675199DT2H48M5.4775808S\"", "\"county\"", "\"2026-13\"", "\"9999-12\"", "\"0000\"", "\"secretary\"", "\"=1+1\"", "\"<script>\"", "/* */ 1", "1,",
    ];

    public static IReadOnlyList<string> MediaTypes { get; } =
    [
        "", "text/plain", "application/json; charset=gbk", "application/json; charset=utf-16", "application/json;;;", "application/json, text/csv", "*/*", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
        "text/csv; charset=latin1", "application/json; charset=\"", ";", "application/problem+json", "汉字", "application/" + new string('x', 3_000),
    ];

    /// <summary>Whole headers.</summary>
    public static IReadOnlyList<string> Headers { get; } =
    [
        "If-Match: *", "If-Match: \"a\"", "If-Match: W/\"a\"", "If-Match: a", "If-Match: \"a\", \"b\"", "If-Match: ", "If-Match: \"", "If-None-Match: *", "If-None-Match: \"a\"", "If-None-Match: a", "If-None-Match: ", "Accept: text/csv",
        "Accept: text/html", "Accept: ;;;", "Accept: text/csv;q=0, */*;q=x", "Accept: 汉字", "Accept-Language: zz-ZZ-zz", "Accept-Language: *;q=2", "Accept-Language: ,,,", "Range: bytes=0-1", "Range: bytes=9-1",
        "Content-Encoding: gzip", "Content-Encoding: identity", "Content-Encoding: x", "X-HTTP-Method-Override: DELETE", "Cookie: a=\"\u00ff\"", "Origin: null", "X-Forwarded-Host: evil", "X-Forwarded-Proto: javascript", "Forwarded: for=x",
        "traceparent: 00-0-0-0", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate: =", "x-ms-invocation-id: 1", "X-Long: " + new string('x', 6_000), "Expect: 100-continue", "Expect: something",
        "TE: trailers", "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__", "Via: 1.1 x", "Max-Forwards: 0", "Date: never", "Connection: close",
        "Proxy-Authorization: Basic x", "Authorization: Bearer x", "Authorization: Basic eDp5", "Keep-Alive: timeout=0", "X-Empty:", "Host-Override: a",
    ];

    /// <summary>Tables that are none.</summary>
    public static IReadOnlyList<string> Csv { get; } =
    [
        "", ",", "\n\n\n", "\"", "a,b\n\"c", "village\n", "village,cadre\nv1", "\uFEFF\uFEFFvillage", "村,编号,姓名", "township,townshipName,village,villageName\n,,,\n", "township,townshipName,village,villageName\na,\u200B,b,\u202E\n",
        "item,subject,value\n=1+1,@x,-1\n", "item,subject,value\nx,y,1e999\n", "\0,\0\n\0,\0", string.Concat(Enumerable.Repeat(",", 20_000)), string.Concat(Enumerable.Repeat("a\n", 20_000)), "sep=;\nvillage;cadre", "village\tcadre\nv1\tc1",
    ];

    private static string Nested(int deep) => new string('[', deep) + new string(']', deep);
}
